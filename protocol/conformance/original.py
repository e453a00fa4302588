"""Requests and refusals of the original dialect, and the form of its other replies (SPEC 5)."""

import re

import refusals
import values as v
from messages import Refused
from schema import Refusal, Shape, word
from vectors import Text

GREETING = "HELLO_BACK SUCCESS 200 "
_WHITE = "\t\n\v\f\r "
_GREETED = re.compile(f"\\A(?:[{_WHITE}]|HELLO_P2P)*")
ROOM, ACTOR = word("room", v.NAME), word("actor", v.NAME)
DETAIL = word("detail", v.words(DETAILED="DETAILED", PARTIAL="SIMPLE"))
ACCOUNT = (word("user", v.NAME), word("password", v.HEX_64))


def _also(**fields):
    return lambda read: read.update(fields)


REQUESTS = {shape.name: shape for shape in [
    Shape("Register", "REGISTER", ("user", "password", "digest", "plain", "invite"), ACCOUNT, command="REGISTER",
          check=_also(digest="PLAIN", plain=None, invite=None)),
    Shape("Login", "LOGIN", ("user", "password", "digest", "next", "whereabouts", "stay", "proof"), ACCOUNT,
          command="LOGIN", check=_also(digest="PLAIN", next=None, stay=False, proof=None, whereabouts={
              "directPort": 0, "udpPort": 0, "key": None, "caps": None})),
    Shape("Logout", "LOGOUT", ("actor", "everywhere"), (word("actor", v.NAME, None),), command="LOGOUT",
          check=_also(everywhere=False)),
    Shape("SearchUser", "SEARCH_USER", ("user",), (word("user", v.NAME),), command="SEARCH_USER"),
    Shape("ListPeers", "DISCOVER_PEERS", ("detail", "after"), (DETAIL, word("self", v.shaped(".*"))),
          command="LIST_PEERS", check=_also(after=None)),
    Shape("CreateRoom", "CREATE-CHAT-ROOM", ("room", "password", "capacity", "title", "kind", "standing", "actor"),
          (ROOM, ACTOR), command="CREATE_ROOM",
          check=_also(password=None, capacity=0, title=Text(""), kind="OPEN", standing=False)),
    Shape("JoinRoom", "JOIN-CHAT-ROOM", ("room", "password", "actor"), (ROOM, ACTOR), command="JOIN_ROOM",
          check=_also(password=None)),
    Shape("ExitRoom", "ROOM-EXIT", ("actor", "room"), (ACTOR, ROOM), command="EXIT_ROOM"),
    Shape("ListRosters", "SHOW-ROOM-LIST", command="LIST_ROOMS"),
    Shape("ListRoomPeers", "DISCOVER-ROOM-PEERS", ("room", "after"), (word("room", v.name("no-such-room")),),
          command="LIST_ROOM_PEERS", check=_also(after=None)),
]}

REFUSED_AS = {
    "REGISTER": "REGISTER", "LOGIN": "AUTH", "LOGOUT": "ERROR", "SEARCH_USER": "SEARCH_USER_RESPONSE",
    "LIST_PEERS": "PEER_LIST", "CREATE_ROOM": "CREATION", "JOIN_ROOM": "JOIN", "EXIT_ROOM": "ROOM-EXIT-RESPONSE",
    "LIST_ROOMS": "ROOM-LIST", "LIST_ROOM_PEERS": "PEER-LIST", "UNKNOWN": "ERROR",
}


def read_request(said):
    """The meaning of one read's text; None where it wants no answer; raises Refused (SPEC 5.1)."""
    said = _GREETED.sub("", said).rstrip(_WHITE)
    if not said:
        return None
    name, *words = re.split(f"[{_WHITE}]+", said)
    shape = REQUESTS.get(name)
    if not shape:
        raise Refused("UNKNOWN", "unknown-command")
    try:
        return shape.meaning(shape.read(words[:len(shape.words)], {}))
    except Refusal as refusal:
        raise Refused(shape.command, refusal.reason) from None


def refusal(command, reason):
    """The record that refuses a command (SPEC 5.2); the rooms' list of an unknown room is no refusal."""
    if (command, reason) == ("LIST_ROOM_PEERS", "no-such-room"):
        return "PEER-LIST <SUCCESS> <200>"
    if refusals.REASONS[reason] == 300:
        return f"{REFUSED_AS[command]} <{refusals.phrase(command, 300)}> <300>"
    phrase = "NOT_FOUND" if command == "SEARCH_USER" else "FAILURE"
    return f"{REFUSED_AS[command]} <{phrase}> <404>"


_N, _AT = r"[A-Za-z0-9][A-Za-z0-9_-]*", r"[0-9.]+:[0-9]+"
_SUCCESSES = [
    r"(REGISTER|AUTH|CREATION|ROOM-EXIT-RESPONSE) <SUCCESS> <200>",
    rf"SEARCH_USER_RESPONSE <SUCCESS> <200> {_AT}",
    rf"PEER_LIST <SUCCESS> <200>(( {_N} \({_AT}\))*|( {_N})*)",
    rf"JOIN <SUCCESS> <200> {_N}",
    rf"ROOMS-LIST <SUCCESS> <200> ({_N} \['{_N}'(, '{_N}')*\] {_N}\.)*",
    rf"PEER-LIST <SUCCESS> <200>( {_N})*",
]


def is_success(record):
    """Whether a record has the form of the greeting or of a success. What it answers cannot be told from it."""
    return record == GREETING or any(re.fullmatch(form, record) for form in _SUCCESSES)
