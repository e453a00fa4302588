"""Lines of the native dialect: bytes, grammar, escapes and tags (SPEC 3)."""

import dataclasses
import re

MAX_BYTES = 8192  # SPEC 9, without the line's ending

_TAG = re.compile(r"[A-Za-z0-9]{1,16}|[!?]")
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")
_READABLE_TAG = re.compile(rb"@([A-Za-z0-9]{1,16})(?: |\Z)")
_BAD_BYTE = re.compile(rb"[\x00-\x1f\x7f]")

_SHORT = {"\\": "\\", "s": " ", "e": "=", "n": "\n", "r": "\r", "t": "\t"}
_LETTER = {character: letter for letter, character in _SHORT.items()}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.?))", re.DOTALL)
_ESCAPED = re.compile(r"[\x00-\x20=\\\x7f]")


@dataclasses.dataclass(frozen=True)
class Line:
    """A line that obeys the grammar: words and parameters without their escapes."""

    tag: str
    name: str
    words: list
    params: dict


class Unreadable(Exception):
    """The line breaks SPEC 3.1 or 3.2. It is answered under `tag`, with `reason`."""

    def __init__(self, tag, reason="malformed"):
        super().__init__(f"@{tag} {reason}")
        self.tag = tag
        self.reason = reason


def decode(data):
    """The line in these bytes, which come without the line feed; raises Unreadable. SPEC 3.1: length, bytes, grammar."""
    if data.endswith(b"\r"):
        data = data[:-1]
    if len(data) > MAX_BYTES:
        raise Unreadable("?", "too-long")
    tag = readable_tag(data)
    if _BAD_BYTE.search(data):
        raise Unreadable(tag)
    try:
        return _parse(data.decode("utf-8"))
    except ValueError:  # UnicodeDecodeError is one
        raise Unreadable(tag) from None


def readable_tag(data):
    """The tag of the answer to a line that cannot be read (SPEC 3.1)."""
    match = _READABLE_TAG.match(data)
    return match.group(1).decode("ascii") if match else "?"


def encode(line):
    """The text of the line as a writer spells it, without its ending."""
    fields = [escape(word) for word in line.words]
    fields += [f"{key}={escape(value)}" for key, value in line.params.items()]
    return " ".join([f"@{line.tag}", line.name, *fields])


def _parse(text):
    """SPEC 3.2. The tags `!` and `?` are well formed here; who may bear them is a matter of 3.4 and 4.7."""
    head, _, rest = text.partition(" ")
    name, *fields = rest.split(" ")
    if not head.startswith("@") or not _TAG.fullmatch(head[1:]) or not _NAME.fullmatch(name):
        raise ValueError("no tag or no name")
    words, params = [], {}
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals:
            words.append(unescape(field))
        elif not _KEY.fullmatch(key) or key in params:
            raise ValueError("a bad key, or one twice")
        else:
            params[key] = unescape(value)
    return Line(head[1:], name, words, params)


def unescape(word):
    """The text that a word stands for (SPEC 3.3); raises ValueError."""
    if word == "\\z":
        return ""
    if not word or "=" in word:
        raise ValueError("an empty word, or an equals sign in it")
    return _ESCAPE.sub(_unescaped, word)


def _unescaped(match):
    digits, letter = match.groups()
    if digits is None:
        if letter not in _SHORT:
            raise ValueError("unknown escape")
        return _SHORT[letter]
    number = int(digits, 16)
    if number > 0x1F and number != 0x7F:
        raise ValueError("a hex escape of a printable character")
    return chr(number)


def escape(text):
    """The word that stands for the text, as a writer spells it (SPEC 3.3)."""
    if not text:
        return "\\z"
    return _ESCAPED.sub(lambda match: "\\" + _LETTER.get(match.group(), f"x{ord(match.group()):02x}"), text)
