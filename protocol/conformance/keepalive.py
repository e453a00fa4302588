"""Signs of life: datagrams, their tag, and the window of numbers (SPEC 6)."""

import hashlib
import hmac
import re

MAX_BYTES = 256
_ANSWER_BYTES = 92  # of a positive answer, without the digits of its counter

_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}"
_SESSION = r"s=(?P<session>[0-9a-f]{16})"
_COUNTER = r"n=(?P<counter>[1-9][0-9]{0,14})"
_TAG = r"t=(?P<tag>[0-9a-f]{32})"

_ASK = re.compile(
    rf"KEEP_ALIVE (?P<user>{_NAME}) (?P<timeout>[1-9][0-9]{{0,4}}) {_SESSION} {_COUNTER}(?P<padding> p=0+)? {_TAG}")
_ANSWER = re.compile(
    rf"KEEP_ALIVE_RESPONSE (?:<SUCCESS> <(?P<ok>200)>|<FAILURE> <(?P<gone>404)>) {_SESSION} {_COUNTER} {_TAG}")
_EXPIRED = re.compile(rf"TIMEOUT (?P<user>{_NAME}) {_SESSION} {_COUNTER} {_TAG}")
_BARE = re.compile(rf"KEEP_ALIVE (?P<user>{_NAME}) *")


def read(data):
    """(kind, fields) of a datagram, kind being ask, answer, expired or bare; None where it is malformed."""
    try:
        text = data.decode("ascii") if len(data) <= MAX_BYTES else ""
    except UnicodeDecodeError:
        return None
    if match := _ASK.fullmatch(text):
        return ("ask", match.group("user", "timeout", "session", "counter")) if _padded_well(text, match) else None
    if match := _ANSWER.fullmatch(text):
        return "answer", (match["ok"] or match["gone"], *match.group("session", "counter"))
    if match := _EXPIRED.fullmatch(text):
        return "expired", match.group("user", "session", "counter")
    if match := _BARE.fullmatch(text):
        return "bare", match.group("user")
    return None


def ask(key, user, timeout, session, counter):
    """A peer's question, which is never shorter than its answer."""
    head = f"KEEP_ALIVE {user} {timeout} s={session} n={counter}"
    missing = _ANSWER_BYTES + len(counter) - len(head) - len(" t=") - 32
    if missing > 0:
        head += " p=" + "0" * max(1, missing - len(" p="))
    return _tagged(key, head, from_peer=True)


def answer(key, code, session, counter):
    """The registry's answer; 404 says that the session has ended."""
    phrase = {"200": "SUCCESS", "404": "FAILURE"}[code]
    return _tagged(key, f"KEEP_ALIVE_RESPONSE <{phrase}> <{code}> s={session} n={counter}", from_peer=False)


def expired(key, user, session, counter):
    """The registry says that the session ended for want of signs of life."""
    return _tagged(key, f"TIMEOUT {user} s={session} n={counter}", from_peer=False)


def verifies(key, data):
    """Whether the tag of a well-formed datagram is that of the key."""
    head, _, tag = data.rpartition(b" t=")
    return hmac.compare_digest(_tag(key, head, data.startswith(b"KEEP_ALIVE ")), bytes.fromhex(tag.decode("ascii")))


def _padded_well(text, match):
    """One spelling only: the padding is there where it must be, and exactly as long as it must be."""
    bare = len(text) - len(match["padding"] or "")
    missing = _ANSWER_BYTES + len(match["counter"]) - bare
    wanted = len(" p=") + max(1, missing - len(" p=")) if missing > 0 else 0
    return len(match["padding"] or "") == wanted


def _tagged(key, head, from_peer):
    data = head.encode("ascii")
    return data + b" t=" + _tag(key, data, from_peer).hex().encode("ascii")


def _tag(key, head, from_peer):
    direction = b"\x01" if from_peer else b"\x02"
    return hmac.new(key, b"hobnob keep-alive 1" + direction + head, hashlib.sha256).digest()[:16]


class Window:
    """Which numbers are new, as RFC 4303, section 3.4.3, has it: the highest one and the 63 before it are remembered."""

    SIZE = 64

    def __init__(self):
        self.highest = 0
        self.seen = set()

    def accept(self, number):
        """Whether the number is new; it is remembered then."""
        if number < 1 or number <= self.highest - self.SIZE or number in self.seen:
            return False
        self.highest = max(self.highest, number)
        self.seen = {n for n in self.seen | {number} if n > self.highest - self.SIZE}
        return True
