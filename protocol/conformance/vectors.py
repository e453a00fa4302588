"""Reads the vector files, and writes what a line means in their notation (see the head of native-requests.txt)."""

import dataclasses
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "src/test/resources/vectors"

_NAMED = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")


@dataclasses.dataclass(frozen=True)
class Row:
    """One vector: the number of its line in the file, and its columns."""

    number: int
    columns: list


class Text(str):
    """Free text, which stands in quotes in a meaning. Names, ids and words of the protocol are plain strings."""


def rows(path, separator=" | "):
    """The vectors of a file; blank lines and lines that begin with # are comments."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            found.append(Row(number, line.split(separator)))
    return found


def unquote(quoted):
    """The text between double quotes. An escape \\uXXXX is one UTF-16 unit: two of them may make one code point."""
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':
        raise ValueError("not in quotes: " + quoted)

    def plain(escape):
        digits, letter = escape.groups()
        return chr(int(digits, 16)) if digits else _NAMED.get(letter, letter)

    units = _ESCAPE.sub(plain, quoted[1:-1])
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def quote(text):
    """The inverse of unquote. Printable ASCII, letters and what lies above U+FFFF stand as they are."""
    quoted = ""
    for character in text:
        if character in '\\"':
            quoted += "\\" + character
        elif character in "\n\r\t":
            quoted += {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
        elif " " <= character < "\x7f" or character.isalpha() or character > "\uffff":
            quoted += character
        else:
            quoted += f"\\u{ord(character):04x}"
    return '"' + quoted + '"'


def meaning(kind, fields):
    """The type and its fields, in the order in which the mapping has them."""
    return (kind + " " + _fields(fields)).rstrip(" ")


def _fields(fields):
    return " ".join(f"{key}={_value(value)}" for key, value in fields.items())


def _value(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Text):
        return quote(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + _fields(value) + "}"
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
