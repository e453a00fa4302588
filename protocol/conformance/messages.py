"""Requests, replies and notices of the native dialect (SPEC 4)."""

import dataclasses
import re

import letters
import refusals
import values as v
from lines import Line
from schema import Refusal, Rest, Shape, grouped, param, rest, word
from vectors import Text, meaning


@dataclasses.dataclass(frozen=True)
class Message:
    """A message that was read: what it means, and the line that a writer makes of it."""

    meaning: str
    line: Line


DETAIL = v.words(DETAILED="DETAILED", PARTIAL="PARTIAL")
KIND = v.words(SEALED="sealed", OPEN="open")
KIND_TOLD = v.enumerated(SEALED="sealed", OPEN="open")
DIALECT = v.enumerated(NATIVE="native", ORIGINAL="original")
ACTOR = v.name("not-yours")
ROOM = v.name("no-such-room")
PASSWORD = v.optional(v.HEX_64)
ADDRESS_TEXT = v.Value(lambda text: Text(v.shaped("[!-~]{1,64}").read(text)))

WHERE = (param("udp", v.PORT, 0, "udpPort"), param("key", v.PUBLIC_KEY, None), param("caps", v.CAPS, None),
         param("proof", v.HEX_128, None))
WHEREABOUTS = ("whereabouts", ("directPort", "udpPort", "key", "caps"))
DIGEST = param("digest", v.words(PLAIN="1", SALTED="2"), "PLAIN")
PLAIN = param("plain", v.HEX_64, None)
INVITE = param("invite", v.INVITATION, None)
AFTER = param("after", v.NAME, None)
USER = param("user", ACTOR, None, "actor")


def _request(kind, command, name, fields=(), words=(), params=(), **more):
    return Shape(kind, name, fields, words, params, command=command, **more)


def _status_told(read):
    try:
        read["status"] = v.status_of(read["state"], read["text"])
    except ValueError:
        raise Refusal() from None


def _one_of_each(field, digest):
    """Beside a hash of this digest there is none in the other field (SPEC 2.2)."""

    def check(read):
        if read[field] and read["digest"] == digest:
            raise Refusal()

    return check


def _with_key(read):
    if not read["key"]:
        raise Refusal()


REQUESTS = [
    _request("Hello", "HELLO", "HELLO_P2P", ("version", "client"), (), (
        param("version", v.number(1, v.MAX_COUNT), 1, told=True), param("client", v.FREE_WORDS, Text("")))),
    _request("Register", "REGISTER", "REGISTER", ("user", "password", "digest", "plain", "invite"), (
        word("user", v.name("bad-name")), word("password", v.HEX_64)), (DIGEST, PLAIN, INVITE),
             check=_one_of_each("plain", "PLAIN")),
    _request("Login", "LOGIN", "LOGIN", ("user", "password", "digest", "next", WHEREABOUTS, "stay", "proof"), (
        word("user", v.name("bad-credentials")), word("password", v.HEX_64), word("directPort", v.PORT, 0)),
             (*WHERE, DIGEST, param("stay", v.YES_NO, False), param("next", v.HEX_64, None)),
             check=_one_of_each("next", "SALTED")),
    _request("Resume", "RESUME", "RESUME", ("token", WHEREABOUTS, "proof"), (
        word("token", v.shaped(v.TOKEN_PATTERN, "bad-token")), word("directPort", v.PORT, 0)), WHERE),
    _request("KeyLogin", "KEY_LOGIN", "KEY_LOGIN", ("user", WHEREABOUTS, "proof"), (
        word("user", v.name("bad-credentials")), word("directPort", v.PORT, 0)), WHERE, check=_with_key),
    _request("CreateRoom", "CREATE_ROOM", "CREATE_CHAT_ROOM",
             ("room", "password", "capacity", "title", "kind", "standing", "actor"),
             (word("room", v.name("bad-name")), word("password", PASSWORD), word("capacity", v.COUNT),
              word("title", v.TITLE)), (param("kind", KIND, "SEALED"), param("standing", v.YES_NO, False), USER)),
    _request("JoinRoom", "JOIN_ROOM", "JOIN_CHAT_ROOM", ("room", "password", "actor"), (
        word("room", ROOM), word("password", PASSWORD), word("increment", v.shaped("1"))), (USER,)),
    _request("ExitRoom", "EXIT_ROOM", "ROOM_EXIT", ("actor", "room"), (word("actor", ACTOR), word("room", ROOM))),
    _request("KickMember", "KICK_MEMBER", "KICK", ("member", "room"), (
        word("member", v.name("not-a-member")), word("room", ROOM))),
    _request("SetTopic", "SET_TOPIC", "TOPIC", ("room", "topic"), (word("room", ROOM), word("topic", v.TITLE))),
    _request("SetRoom", "SET_ROOM", "ROOM_SET", ("room", "standing", "post", "history", "hosted"), (word("room", ROOM),), (
        param("standing", v.YES_NO, None), param("post", v.words(ALL="all", HOSTS="hosts"), None),
        param("history", v.HISTORY_DAYS, None), param("hosted", v.YES_NO, None))),
    _request("BanUser", "BAN_USER", "BAN", ("banned", "room"), (word("banned", v.name("no-such-user")), word("room", ROOM))),
    _request("UnbanUser", "UNBAN_USER", "UNBAN", ("banned", "room"), (
        word("banned", v.name("no-such-user")), word("room", ROOM))),
    _request("ListBans", "LIST_BANS", "ROOM_BANS", ("room",), (word("room", ROOM),)),
    _request("InviteUser", "INVITE_USER", "INVITE", ("invited", "room"), (
        word("invited", v.name("no-such-user")), word("room", ROOM))),
    *letters.REQUESTS,
    _request("AddHost", "ADD_HOST", "HOST", ("member", "room"), (word("member", v.name("not-a-member")), word("room", ROOM))),
    _request("DropHost", "DROP_HOST", "UNHOST", ("member", "room"), (
        word("member", v.name("not-a-member")), word("room", ROOM))),
    _request("ListRooms", "LIST_ROOMS", "SHOW_ROOMS_LIST", ("detail", "after"), (word("detail", DETAIL),), (AFTER,)),
    _request("SearchUser", "SEARCH_USER", "SEARCH_USER", ("user",), (word("user", v.name("no-such-user")),)),
    _request("ListPeers", "LIST_PEERS", "DISCOVER_PEERS", ("detail", "after"), (word("detail", DETAIL),), (AFTER,)),
    _request("ListRoomPeers", "LIST_ROOM_PEERS", "DISCOVER_PEERS", ("room", "after"), (word("room", ROOM),), (AFTER,)),
    _request("Logout", "LOGOUT", "LOGOUT", ("actor", "everywhere"), (word("actor", ACTOR, None),), (
        param("all", v.YES_NO, False, "everywhere"),)),
    _request("ChangePassword", "CHANGE_PASSWORD", "PASSWORD", ("oldPassword", "newPassword", "digest", "plain"), (
        word("oldPassword", v.HEX_64), word("newPassword", v.HEX_64)), (DIGEST, PLAIN),
             check=_one_of_each("plain", "PLAIN")),
    _request("ListSessions", "LIST_SESSIONS", "SESSIONS"),
    _request("CheckName", "CHECK_NAME", "CHECK_NAME", ("user",), (word("user", v.name("bad-name")),)),
    _request("SetStatus", "SET_STATUS", "STATUS", ("status",), (
        word("state", v.STATUS_STATE), word("text", v.STATUS_TEXT)), check=_status_told),
    _request("Administer", "ADMINISTER", "ADMIN", ("line",), (word("line", v.MESSAGE_TEXT),)),
    _request("Report", "REPORT", "REPORT", ("report",), (word("report", v.shaped("[A-Za-z0-9_-]{1,4000}")),)),
    _request("Ping", "PING", "PING"),
]

# What stands in several replies (SPEC 4.4 and 4.5)

STATE = (param("host", v.NAME), param("version", v.POSITIVE), param("port", v.PORT),
         param("capacity", v.number(1, v.MAX_COUNT)), param("kind", KIND_TOLD), param("group", v.GROUP, None),
         param("instance", v.HEX_32, None), param("topic", v.TITLE_SHOWN, Text("")), param("standing", v.YES_NO, False),
         param("post", v.Value(lambda text: "HOSTS" if text == "hosts" else "ALL", str.lower), "ALL"),
         param("hosts", v.joined(v.NAME), []), param("history", v.HISTORY_TOLD, 0),
         param("hosted", v.YES_NO, False))
STATE_FIELDS = ("state", ("room", "host", "version", "port", "capacity", "kind", "group", "instance",
                          ("settings", ("topic", "standing", "post", "hosts", "history", "hosted"))))
MORE = param("more", v.YES_NO, False, told=True)
ANY_TEXT = v.Value(str)

CONTACT_WORDS = (("user", v.NAME), ("rooms", v.joined(v.NAME)), ("directPort", v.PORT), ("ip", ADDRESS_TEXT),
                 ("udpPort", v.PORT), ("dialect", DIALECT), ("key", v.CONTACT_KEY))
CONTACT_FIELDS = ("user", "ip", "directPort", "udpPort", "dialect", "key", "caps", "status", "rooms")
SUMMARY_WORDS = (("room", v.NAME), ("title", v.TITLE_SHOWN), ("memberCount", v.COUNT),
                 ("capacity", v.COUNT), ("host", v.NAME),
                 ("locked", v.Value(lambda w: {"LOCKED": True, "UNLOCKED": False}[
                     v.enumerated(LOCKED="locked", UNLOCKED="unlocked").read(w)], lambda on: "locked" if on else "unlocked")),
                 ("kind", KIND_TOLD))


def _record(spec, words):
    record = {}
    v.read_all(lambda field=field, value=value, text=text: record.update({field: value.read(text)})
               for (field, value), text in zip(spec, words))
    return record


def _record_words(spec, record):
    return [value.write(record[field]) for field, value in spec]


def _contact(words):
    return grouped(CONTACT_FIELDS, {**_record(CONTACT_WORDS, words), "caps": [], "status": "-"})


def _contact_words(contact):
    return _record_words(CONTACT_WORDS, contact)


def _member(words):
    contact = _contact(words)
    return {"user": contact["user"], "contact": None if str(contact["ip"]) == "-" else contact, "key": contact["key"]}


def _member_words(member):
    if member["contact"]:
        return _contact_words(member["contact"])
    return [member["user"], "-", "0", "-", "0", "native", v.optional(v.HEX_64).write(member["key"])]


def _page(entries, *parallel, into=lambda entry: entry):
    """Makes of a page's entries those that this version knows, and the name to ask the next page after: the last one's,
    known or not (SPEC 4.5). A parallel parameter is its key, its value, and what stands for none; `into` gives the part
    of an entry that takes it, None where there is none.
    """

    def check(read):
        listed = read[entries]
        for key, value, none in parallel:
            _add_parallel([into(entry.value) if entry.value else None for entry in listed], key, value, none, read[key])
        read["next"] = listed[-1].name if read["more"] and listed else None
        read["more"] = read["next"] is not None
        read[entries] = [entry.value for entry in listed if entry.value is not None]

    return check


def _add_parallel(listed, key, value, none, text):
    """One value for each entry; all are worthless where they are more or fewer, and each that cannot be read."""
    told = text.split(";") if text is not None else []
    told = told if len(told) == len(listed) else ["-"] * len(listed)
    for entry, word in zip(listed, told):
        if entry is not None:
            try:
                entry[key] = value.read(word)
            except Refusal:
                entry[key] = none


CAPS = ("caps", v.CAPS, [])
STATUS = ("status", v.STATUS, "-")
BESIDE = (param("caps", ANY_TEXT, None), param("status", ANY_TEXT, None))


def _told_beside(contacts):
    """The parameters beside contacts, None for absent ones; one is left out where it has no value (SPEC 4.5)."""

    def amend(read, _words, params):
        for key, value, none in (CAPS, STATUS):
            params.pop(key, None)
            told = [value.write(contact[key] if contact else none) for contact in contacts(read)]
            if any(word != "-" for word in told):
                params[key] = ";".join(told)

    return amend


def _found(read):
    read["contact"] = read["contacts"][0]
    for beside in (CAPS, STATUS):
        _add_parallel([read["contact"]], *beside, read[beside[0]])


def _names(field):
    return Rest(field, lambda words: v.NAME.read(words[0]), lambda name: [name], listed=v.NAME)


def _members_told(read, _words, params):
    """A list that tells no members at all has no such parameter."""
    params.pop("members", None)
    if any(room["members"] for room in read["rooms"]):
        params["members"] = ";".join(v.joined(v.NAME).write(room["members"]) for room in read["rooms"])


def _credentials(read):
    """All five come or none (SPEC 4.3)."""
    told = [read[field] is not None for field in CREDENTIALS]
    if any(told) != all(told):
        raise Refusal()
    if not any(told):
        read["credentials"] = None


CREDENTIALS = ("user", "session", "token", "keepAliveKey", "ip")
TOLD_SESSION = (param("session", v.HEX_16, None), param("token", v.shaped(v.TOKEN_PATTERN), None),
                param("key", v.HEX_64, None, "keepAliveKey"), param("ip", ADDRESS_TEXT, None))


def _reply(kind, command, name, fields=(), words=(), params=(), **more):
    return Shape(kind, name, fields, words, params, command=command, **more)


def _logged_in(command):
    return _reply("LoggedIn", command, "AUTH", ("command", ("credentials", CREDENTIALS)), (
        word("user", v.NAME, None),), TOLD_SESSION, check=lambda read: (_credentials(read), read.update(command=command)))


# The words of a login in the list of SPEC 4.10
FAMILY_WORDS = (("id", v.HEX_16), ("begunMs", v.number(0, v.MAX_NUMBER)), ("usedMs", v.number(0, v.MAX_NUMBER)),
                ("address", ADDRESS_TEXT), ("key", v.optional(v.HEX_32)), ("here", v.HERE))

def _room_set(command, name):
    return _reply("RoomSet", command, name, ("command", STATE_FIELDS), (word("room", v.NAME),), STATE,
                  check=lambda read: read.update(command=command))


PARTIAL = param("detail", v.shaped("PARTIAL"))

REPLIES = [
    _reply("HelloBack", "HELLO", "HELLO_BACK", ("version", "registry", "udpPort", "challenge", "caps", "timeMs"), (), (
        param("version", v.number(1, v.MAX_COUNT), 1, told=True), param("udp", v.PORT, 0, "udpPort", told=True),
        param("registry", v.FREE_WORDS, Text("")), param("challenge", v.HEX_64, None),
        param("caps", v.CAPS, []),
        param("time", v.or_absent(v.number(0, 253_402_300_799_999), None), None, "timeMs"))),
    _reply("Registered", "REGISTER", "REGISTER"),
    _logged_in("LOGIN"),
    _logged_in("RESUME"),
    _logged_in("KEY_LOGIN"),
    _reply("LoggedOut", "LOGOUT", "LOGOUT"),
    _reply("PasswordChanged", "CHANGE_PASSWORD", "PASSWORD", ("token",), (), (
        param("token", v.shaped(v.TOKEN_PATTERN)),)),
    _reply("Sessions", "LIST_SESSIONS", "SESSIONS", ("families",), rest=Rest(
        "families", lambda words: _record(FAMILY_WORDS, words), lambda family: _record_words(FAMILY_WORDS, family),
        len(FAMILY_WORDS))),
    _reply("NameFree", "CHECK_NAME", "CHECK_NAME"),
    _reply("RoomCreated", "CREATE_ROOM", "CREATION", (STATE_FIELDS,), (word("room", v.NAME),), STATE),
    _reply("RoomJoined", "JOIN_ROOM", "JOIN", (STATE_FIELDS,), (word("room", v.NAME),), STATE),
    _reply("RoomExited", "EXIT_ROOM", "ROOM_EXIT_RESPONSE"),
    _reply("MemberKicked", "KICK_MEMBER", "KICK"),
    _room_set("SET_TOPIC", "TOPIC"),
    _room_set("SET_ROOM", "ROOM_SET"),
    _room_set("ADD_HOST", "HOST"),
    _room_set("DROP_HOST", "UNHOST"),
    _reply("UserBanned", "BAN_USER", "BAN"),
    _reply("UserUnbanned", "UNBAN_USER", "UNBAN"),
    _reply("Bans", "LIST_BANS", "ROOM_BANS", ("users",), rest=rest("users", v.NAME)),
    _reply("UserInvited", "INVITE_USER", "INVITE"),
    *letters.REPLIES,
    _reply("RoomNames", "LIST_ROOMS", "ROOMS_LIST", ("rooms", "next"), (), (PARTIAL, MORE), rest=_names("rooms"),
           check=_page("rooms")),
    _reply("Rooms", "LIST_ROOMS", "ROOMS_LIST", ("rooms", "next"), (), (MORE, param("members", ANY_TEXT, None)),
           rest=Rest("rooms", lambda words: _record(SUMMARY_WORDS, words), lambda room: _record_words(SUMMARY_WORDS, room),
                     len(SUMMARY_WORDS), listed=v.NAME),
           check=_page("rooms", ("members", v.joined(v.NAME), [])), amend=_members_told),
    _reply("UserFound", "SEARCH_USER", "SEARCH_USER_RESPONSE", ("contact",), (), BESIDE, rest=Rest(
        "contacts", _contact, _contact_words, len(CONTACT_WORDS), 1, 1),
        check=_found, amend=_told_beside(lambda read: read["contacts"])),
    _reply("PeerNames", "LIST_PEERS", "PEER_LIST", ("peers", "next"), (), (PARTIAL, MORE), rest=_names("peers"),
           check=_page("peers")),
    _reply("Peers", "LIST_PEERS", "PEER_LIST", ("peers", "next"), (), (MORE, *BESIDE), rest=Rest(
        "peers", _contact, _contact_words, len(CONTACT_WORDS), listed=v.NAME),
        check=_page("peers", CAPS, STATUS), amend=_told_beside(lambda read: read["peers"])),
    _reply("RoomPeers", "LIST_ROOM_PEERS", "PEER_LIST", (STATE_FIELDS, "members", "next"), (word("room", v.NAME),),
           (*STATE, MORE, *BESIDE), rest=Rest("members", _member, _member_words, len(CONTACT_WORDS), listed=v.NAME),
           check=_page("members", CAPS, STATUS, into=lambda member: member["contact"]),
           amend=_told_beside(lambda read: [member["contact"] for member in read["members"]])),
    _reply("StatusSet", "SET_STATUS", "STATUS"),
    _reply("Administered", "ADMINISTER", "ADMIN", ("text", "asks"), (word("text", v.MESSAGE_TEXT),), (
        param("ask", v.YES_NO, False, "asks"),)),
    _reply("Reported", "REPORT", "REPORT", ("number",), (word("number", v.COUNT),)),
    _reply("Pong", "PING", "PONG"),
]


def _notice(kind, name, *extra):
    return Shape(kind, name, ("user", *(each.field for each in extra), STATE_FIELDS),
                 (word("user", v.NAME), word("room", v.NAME)), (*extra, *STATE))


def _end(text):
    known = ("taken-over", "timeout", "shutdown", "protocol", "password-changed", "logged-out", "banned", "disabled")
    return (text if text in known else "closed").upper().replace("-", "_")


NOTICES = [
    _notice("UserLoggedOut", "USER_LOGOUT"),
    _notice("UserJoined", "USER_JOINED"),
    _notice("UserLeft", "USER_LEFT"),
    _notice("UserKicked", "USER_KICKED", param("by", v.NAME)),
    Shape("RoomChanged", "ROOM_CHANGED", ("by", STATE_FIELDS), (word("room", v.NAME),), (param("by", v.NAME), *STATE)),
    Shape("Invited", "INVITED", ("room", "by"), (word("room", v.NAME),), (param("by", v.NAME),)),
    _notice("UserAbsent", "USER_ABSENT"),
    _notice("UserBack", "USER_BACK"),
    Shape("Mail", "MAIL"),
    Shape("Probe", "PROBE"),
    Shape("Registries", "REGISTRIES", ("registries",), (), (param("at", v.joined(v.ADDRESS), field="registries"),),
          check=lambda read: _at_most(16, read["registries"])),
    Shape("MoveOn", "MOVE_ON", ("withinMs",), (), (param("within", v.number(1, v.MAX_NUMBER), field="withinMs"),)),
    Shape("SessionEnded", "SESSION_ENDED", ("end", "reason", "until"), (
        word("end", v.Value(_end, lambda end: end.lower().replace("_", "-"))),), (
        param("reason", v.or_absent(v.FREE_WORDS, Text("")), Text("")),
        param("until", v.or_absent(v.number(0, 253_402_300_799_999), None), None))),
    Shape("Announcement", "ANNOUNCEMENT", ("text", "by"), (word("text", v.MESSAGE_TEXT),), (
        param("by", v.FREE_WORDS, Text("")),)),
]


def _at_most(most, items):
    if len(items) > most:
        raise Refusal()


class Refused(Exception):
    """What a line meets: the name of the command whose reply tells it, and the reason."""

    def __init__(self, command, reason):
        super().__init__(f"{command} {reason}")
        self.command = command
        self.reason = reason


def shape_of(line):
    """The shape of the request in a line, None where it is no command. One name has two: DISCOVER_PEERS."""
    shapes = [shape for shape in REQUESTS if shape.name == line.name]
    listed_users = not line.words or line.words[0] in ("DETAILED", "PARTIAL")
    return shapes[0 if listed_users else -1] if shapes else None


def read_request(line):
    """The request in a line (SPEC 4.1); raises Refused."""
    if line.tag in "!?":  # SPEC 3.4
        raise Refused("UNKNOWN", "malformed")
    shape = shape_of(line)
    if not shape:
        raise Refused("UNKNOWN", "unknown-command")
    return _read(shape, line)


def read_notice(line):
    """The notice in a line (SPEC 4.7); raises Refused."""
    shape = next((shape for shape in NOTICES if shape.name == line.name), None)
    if line.tag != "!" or not shape:
        raise Refused("UNKNOWN", "unknown-command" if line.tag == "!" else "malformed")
    return _read(shape, line)


def _read(shape, line):
    try:
        read = shape.read(line.words, line.params)
    except Refusal as refusal:
        raise Refused(shape.command, refusal.reason) from None
    return Message(shape.meaning(read), shape.line(line.tag, read))


def status(words):
    """The phrase and the code that a reply has in front, and its other words; raises Refusal (SPEC 2.5)."""
    code = re.fullmatch("<([0-9]{3})>", words[1]) if len(words) > 1 else None
    if not code:
        raise Refusal()
    return words[0], int(code[1]), words[2:]


def read_reply(line, asked):
    """The reply in a line to the command that was asked (SPEC 4.1); raises Refused."""
    try:
        return _read_reply(line, asked)
    except Refusal as refusal:
        raise Refused(asked, refusal.reason) from None


def _read_reply(line, asked):
    _, code, words = status(line.words)
    names = {"UNKNOWN": "ERROR", **{shape.command: shape.name for shape in REPLIES}}
    if line.name == "ERROR":
        asked = "UNKNOWN"
    if line.name != names[asked] and not (asked == line.name == "HELLO" and code != 200):
        raise Refusal()
    if code != 200:
        return _refused(line.tag, names[asked], asked, code, words, line.params)
    shapes = [s for s in REPLIES if s.command == asked and (PARTIAL not in s.params or line.params.get("detail") == "PARTIAL")]
    if not shapes:
        raise Refusal()  # ERROR with the code of success
    read = shapes[0].read(words, line.params)
    success = [f"<{refusals.phrase(asked, 200)}>", "<200>"]
    return Message(shapes[0].meaning(read), shapes[0].line(line.tag, read, success))


_said = v.or_absent(v.FREE_WORDS, Text(""))
_until = v.or_absent(v.number(0, 253_402_300_799_999), None)


def _refused(tag, name, command, code, words, params):
    if words:
        raise Refusal()
    wait = v.COUNT.read(params.get("wait", "0"))
    reason = refusals.reason(command, code, params.get("reason"))
    code = refusals.REASONS[reason]
    said = _said.read(params.get("words", ""))
    until = _until.read(params["until"]) if "until" in params else None
    told = {
        "reason": reason, **({"wait": str(wait)} if wait else {}), **({"words": said} if said else {}),
        **({"until": str(until)} if until is not None else {})}
    line = Line(tag, name, [f"<{refusals.phrase(command, code)}>", f"<{code}>"], told)
    fields = {"command": command, "reason": reason.upper().replace("-", "_"), "waitMs": wait,
              "particulars": {"words": said, "until": until}}
    return Message(meaning("Refused", fields), line)
