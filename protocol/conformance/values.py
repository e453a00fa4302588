"""Words of lines: each kind of value with how it is read and written (SPEC 2), and the table of refusals (SPEC 2.5)."""

import base64
import binascii
import ipaddress
import re

import text as texts
from vectors import Text

MAX_NUMBER = 10**18 - 1  # 18 digits, SPEC 1
MAX_COUNT = 2**31 - 1
MAX_PORT = 65535
MAX_DATAGRAM = 1200


class Refusal(Exception):
    """A line that is well formed is refused for this reason."""

    def __init__(self, reason="malformed"):
        super().__init__(reason)
        self.reason = reason


class Later(Refusal):
    """A word of a later version, where SPEC lets a reader pass over what it belongs to (SPEC 4.5)."""

    def __init__(self):
        super().__init__("later-version")


class Value:
    """A kind of value: `read` makes it of a word or raises ValueError, `write` makes the word."""

    def __init__(self, read, write=str, reason="malformed"):
        self._read = read
        self.write = write
        self._reason = reason

    def read(self, word):
        try:
            return self._read(word)
        except ValueError:
            raise Refusal(self._reason) from None


def shaped(pattern, reason="malformed"):
    """A value that is its own word, of this shape."""
    expression = re.compile(pattern)

    def read(word):
        if not expression.fullmatch(word):
            raise ValueError(word)
        return word

    return Value(read, reason=reason)


def number(least, most, pattern="[0-9]{1,18}"):
    """Decimal digits without a sign, at most 18 of them (SPEC 1)."""
    digits = re.compile(pattern)

    def read(word):
        if not digits.fullmatch(word) or not least <= int(word) <= most:
            raise ValueError(word)
        return int(word)

    return Value(read)


def words(**spelling):
    """One of some words; the meaning has the name in capitals, as in the vectors."""
    names = {word: name for name, word in spelling.items()}

    def read(word):
        if word not in names:
            raise ValueError(word)
        return names[word]

    return Value(read, spelling.__getitem__)


def enumerated(**spelling):
    """One of some words to which later versions may add (SPEC 4.5)."""
    known = words(**spelling)

    def read(word):
        if word not in spelling.values() and re.fullmatch("[a-z][a-z0-9-]{0,31}", word):
            raise Later()
        return known.read(word)

    return Value(read, known.write)


def read_all(readers):
    """Reads each; a word of a later version counts only where nothing is malformed."""
    later = None
    for read in readers:
        try:
            read()
        except Later as refusal:
            later = refusal
    if later:
        raise later


def optional(value):
    """A value, or None for the word `-`."""
    return Value(lambda word: None if word == "-" else value.read(word), lambda v: "-" if v is None else value.write(v))


def or_absent(value, default):
    """A value whose word, where it breaks the rule, counts as not there."""

    def read(word):
        try:
            return value.read(word)
        except Refusal:
            return default

    return Value(read, value.write)


def joined(value, separator=","):
    """A list of values joined by a separator; the word `-` is the empty list."""
    return Value(
        lambda word: [] if word == "-" else [value.read(part) for part in word.split(separator)],
        lambda values: separator.join(map(value.write, values)) or "-")


# SPEC 4.4


def _days(word):
    if word == "off":
        return 0
    if not re.fullmatch("[1-9][0-9]{0,3}d", word) or int(word[:-1]) > 3650:
        raise ValueError(word)
    return int(word[:-1])


def _days_or_none(word):
    try:
        return _days(word)
    except ValueError:
        return 0


def _days_word(days):
    return f"{days}d" if days else "off"


HISTORY_DAYS = Value(_days, _days_word)
HISTORY_TOLD = Value(_days_or_none, _days_word)  # what a later version says lets nobody hand anything over

# SPEC 2.1

_RESERVED = {"system", "detailed", "partial", "simple", "quit", "q", "admin", "registry"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


def is_name(word):
    return bool(_NAME.fullmatch(word)) and not re.fullmatch("[0-9]+", word) and word.lower() not in _RESERVED


def _name(word):
    if not is_name(word):
        raise ValueError(word)
    return word


def name(reason="malformed"):
    """A user's or a room's name; `reason` is what a bad one meets (SPEC 4.1)."""
    return Value(_name, reason=reason)


NAME = name()

# SPEC 2.2 and 2.3

HEX_128 = shaped("[0-9a-f]{128}", "bad-proof")  # a proof
HEX_64 = shaped("[0-9a-f]{64}")  # a digest, a keep-alive key
HEX_32 = shaped("[0-9a-f]{32}")  # a message id, a salt
HEX_16 = shaped("[0-9a-f]{16}")  # a session id, a log id

_P = 2**255 - 19
_SMALL_ORDER = {
    0, 1, _P - 1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
}


def is_public_key(data):
    """Whether the 32 bytes are a canonical point that is not of small order."""
    y = int.from_bytes(data, "little") & (2**255 - 1)
    return y < _P and y not in _SMALL_ORDER


def _public_key(word):
    if not is_public_key(bytes.fromhex(HEX_64.read(word))):
        raise ValueError(word)
    return word


def _contact_key(word):
    """A key of a contact: an unsound one counts as none (SPEC 4.5)."""
    try:
        return None if word == "-" else _public_key(word)
    except ValueError:
        HEX_64.read(word)
        return None


PUBLIC_KEY = Value(_public_key)
CONTACT_KEY = Value(_contact_key, lambda key: "-" if key is None else key)
STREAM = shaped("(?!0{16})[0-9a-f]{16}")
TOKEN_PATTERN = "[A-Za-z0-9_-]{16,256}"

# SPEC 2.7


def _caps(word):
    words = [] if word == "-" else word.split(",")
    if len(word) > 200 or len(words) > 24 or words != sorted(set(words)):
        raise ValueError(word)
    for each in words:
        if not re.fullmatch("[a-z][a-z0-9-]{0,15}", each):
            raise ValueError(word)
    return words


CAPS = Value(_caps, lambda words: ",".join(words) or "-")

# SPEC 4.12


def _is_status(text):
    return len(text.encode("utf-8")) <= 80 and texts.is_safe(text)


def _status(word):
    """The entry of a status; its one spelling, which also stands for it in a meaning."""
    state, colon, encoded = word.partition(":")
    if word == "-":
        return word
    if state not in ("here", "away"):
        raise ValueError(word)
    text = texts.safe(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8", "replace"))
    if not _is_status(text):
        raise ValueError(word)
    return status_entry(state, text)


def status_entry(state, text):
    encoded = base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii").rstrip("=")
    return "-" if (state, text) == ("here", "") else state + (":" + encoded if encoded else "")


STATUS = Value(_status)
STATUS_STATE = shaped("here|away")
STATUS_TEXT = shaped("(?s).*")


def status_of(state, text):
    """The status that a request tells; raises ValueError."""
    if not _is_status(text):
        raise ValueError(text)
    return status_entry(state, text)

COUNT = number(0, MAX_COUNT)
PORT = number(0, MAX_PORT)
POSITIVE = number(1, MAX_NUMBER)


def _yes_no(word):
    if word not in ("yes", "no"):
        raise ValueError(word)
    return word == "yes"


def _here(word):
    if word not in ("here", "elsewhere"):
        raise ValueError(word)
    return word == "here"


HERE = Value(_here, lambda here: "here" if here else "elsewhere")

YES_NO = Value(_yes_no, lambda yes: "yes" if yes else "no")

# Numbers of datagrams have no zeros in front (SPEC 7).
FROM_ZERO = number(0, MAX_NUMBER, "0|[1-9][0-9]{0,17}")
FROM_ONE = number(1, MAX_NUMBER, "[1-9][0-9]{0,17}")

# SPEC 2.4


def _free(most):
    def read(word):
        if len(word.encode("utf-8")) > most:
            raise ValueError("too long")
        return Text(word)

    return read


FREE_WORDS = Value(_free(200))


def _file_name(word):
    if not word:
        raise ValueError("empty")
    return _free(255)(word)


FILE_NAME = Value(_file_name)
FILE_PORT = number(1, MAX_PORT)
FILE_SIZE = number(0, MAX_NUMBER)


def _safe_title(word):
    if not texts.is_safe(word):
        raise ValueError("not safe to show")
    return FREE_WORDS.read(word)


TITLE = Value(_safe_title)  # where a room is made
TITLE_SHOWN = Value(lambda word: Text(texts.safe(FREE_WORDS.read(word))))  # where a reader is told of it


def is_message_text(word):
    """1 to 3,500 bytes, where a control that takes a long escape counts one byte more."""
    long_escapes = len(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", word))
    return 1 <= len(word.encode("utf-8")) + long_escapes <= 3500


def _message_text(word):
    if not is_message_text(word):
        raise ValueError("no message text")
    return Text(word)


MESSAGE_TEXT = Value(_message_text)


def _invitation(word):
    bare = word.replace("-", "").upper()
    if len(word) > 32 or not re.fullmatch("[A-Z2-7]{16}", bare):
        raise ValueError(word)
    return bare


INVITATION = Value(_invitation)  # SPEC 4.13

# SPEC 2.6 and 4.4

_ADDRESS = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<host>[A-Za-z0-9._-]{1,253})):(?P<port>[0-9]{1,5})")


def _address(word):
    match = _ADDRESS.fullmatch(word)
    if not match or not 1 <= int(match["port"]) <= MAX_PORT:
        raise ValueError(word)
    if match["six"]:
        literal, percent, zone = match["six"].partition("%")
        ipaddress.IPv6Address(literal)
        if percent and not re.fullmatch("[A-Za-z0-9._-]{1,16}", zone):
            raise ValueError(word)
    return {"host": Text(match["six"] or match["host"]), "port": int(match["port"])}


def _written_address(address):
    host = f"[{address['host']}]" if ":" in address["host"] else address["host"]
    return f"{host}:{address['port']}"


ADDRESS = Value(_address, _written_address)


def _group(word):
    literal, _, port = word.partition(":")
    if not ipaddress.IPv4Address(literal).is_multicast:  # refuses leading zeros, too
        raise ValueError(word)
    return {"group": Text(literal), "port": number(1, MAX_PORT, "[1-9][0-9]{0,4}").read(port)}


GROUP = Value(_group, lambda group: f"{group['group']}:{group['port']}")

# SPEC 7


def _datagram(word):
    try:
        data = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    except binascii.Error:
        raise ValueError(word) from None
    if not 1 <= len(data) <= MAX_DATAGRAM or _written_datagram(data) != word:
        raise ValueError(word)
    return data


def _written_datagram(data):
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


DATAGRAM = Value(_datagram, _written_datagram)


def _chain(word):
    epoch, first, key = word.split(":")
    number(0, 2**32 - 1, "0|[1-9][0-9]{0,9}").read(epoch)
    FROM_ONE.read(first)
    HEX_64.read(key)
    return word


CHAIN = Value(_chain)


def _control_key(word):
    epoch, key = word.split(":")
    if not re.fullmatch("0|[1-9][0-9]{0,9}", epoch) or int(epoch) > 2**32 - 1:
        raise ValueError(word)
    HEX_64.read(key)
    return word


CONTROL_KEY = Value(_control_key)

# SPEC 7.1


def _fields(word):
    """The fields of a body in base64url; what is none counts as no fields."""
    try:
        data = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    except binascii.Error:
        return Text("")
    return Text(word if _written_datagram(data) == word and len(data) <= 4096 else "")


FIELDS = Value(_fields)
TOKEN = Value(lambda text: text if re.fullmatch("[0-9a-f]{32}", text) else None)  # a put token; what is none counts as absent
KEEPER = Value(lambda text: text if is_name(text) else None)  # what is no name counts as absent
