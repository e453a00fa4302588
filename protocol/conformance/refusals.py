"""Reasons, codes and phrases of refusals (SPEC 2.5)."""

REASONS = {
    "name-taken": 300, "already-online": 300, "not-online": 300,
    "malformed": 400, "too-long": 400,
    "bad-name": 404, "bad-credentials": 404, "disabled": 404, "bad-token": 404, "bad-proof": 404, "old-digest": 404, "not-logged-in": 404, "already-logged-in": 404,
    "not-yours": 404, "no-such-user": 404, "no-such-room": 404, "room-exists": 404, "wrong-password": 404,
    "room-full": 404, "not-a-member": 404, "not-host": 404, "banned": 404, "too-many-bans": 404, "too-many-rooms": 404,
    "not-allowed": 404,
    "nobody-else": 404, "wrong-key": 404, "key-changed": 404, "queue-full": 404, "later-version": 404, "other-kind": 404,
    "no-prekey": 404, "mailbox-full": 404, "needs-invitation": 404, "bad-invitation": 404,
    "registration-closed": 404, "last-admin": 404, "unknown-command": 404,
    "slow-down": 429, "internal": 500, "unavailable": 503,
}

_OF_CODE = {400: "malformed", 429: "slow-down", 503: "unavailable"}
_OF_300 = {"LOGIN": "already-online", "RESUME": "already-online", "KEY_LOGIN": "already-online", "SEARCH_USER": "not-online"}
_OF_404 = {
    "HELLO": "unknown-command", "REGISTER": "bad-name", "LOGIN": "bad-credentials", "RESUME": "bad-token",
    "KEY_LOGIN": "bad-credentials", "CHANGE_PASSWORD": "bad-credentials", "LIST_SESSIONS": "not-logged-in",
    "SET_STATUS": "not-logged-in",
    "CHECK_NAME": "bad-name",
    "LOGOUT": "not-logged-in", "CREATE_ROOM": "room-exists", "JOIN_ROOM": "no-such-room", "EXIT_ROOM": "not-a-member",
    "KICK_MEMBER": "not-a-member", "LIST_ROOMS": "no-such-room", "SEARCH_USER": "no-such-user",
    "SET_TOPIC": "no-such-room", "SET_ROOM": "no-such-room", "BAN_USER": "no-such-user", "UNBAN_USER": "no-such-user",
    "PUT_PREKEYS": "bad-proof", "TAKE_PREKEY": "no-prekey", "PUT_LETTER": "mailbox-full",
    "FETCH_LETTERS": "not-logged-in", "DROP_LETTERS": "not-logged-in", "ALLOW_MAIL": "not-logged-in",
    "LIST_BANS": "no-such-room", "INVITE_USER": "no-such-user", "ADD_HOST": "not-a-member",
    "DROP_HOST": "not-a-member",
    "LIST_PEERS": "nobody-else", "LIST_ROOM_PEERS": "no-such-room", "ADMINISTER": "not-allowed", "REPORT": "bad-proof", "PING": "unknown-command",
    "UNKNOWN": "unknown-command",
}

_PHRASES = {200: "SUCCESS", 300: "EXIST", 400: "MALFORMED", 404: "FAILURE", 429: "SLOW_DOWN", 500: "ERROR",
            503: "UNAVAILABLE"}
_OWN_PHRASES = {
    ("LOGIN", 300): "ONLINE", ("RESUME", 300): "ONLINE", ("KEY_LOGIN", 300): "ONLINE",
    ("LIST_ROOMS", 200): "FOUND", ("LIST_ROOMS", 404): "NOT_FOUND",
    ("SEARCH_USER", 300): "NOT_ONLINE", ("SEARCH_USER", 404): "NOT_FOUND",
}


def phrase(command, code):
    """The phrase that goes with the code in replies to the command."""
    return _OWN_PHRASES.get((command, code), _PHRASES[code])


def reason(command, code, word):
    """The reason of a refusal: its word where that is known, else what the code and the command say."""
    if word in REASONS:
        return word
    if code == 300:
        return _OF_300.get(command, "name-taken")
    if code == 404:
        return _OF_404[command]
    return _OF_CODE.get(code, "internal")
