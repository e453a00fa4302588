"""What may be shown to a person (SPEC 2.4). Needs Unicode tables: categories are Python's, the others the project's."""

import pathlib
import re
import unicodedata

_TABLES = pathlib.Path(__file__).resolve().parents[1] / "src/main/java/org/hobnob/protocol/text/JoiningTables.java"

ZWNJ, ZWJ, EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
REPLACEMENT = "\ufffd"

_UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SHOWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0d\uffa0\U000e0000-\U000e0fff]")


def _table(name):
    """The code points of one table of JoiningTables.java: hex numbers and ranges of them."""
    block = re.search(rf'String {name} = """(.*?)"""', _TABLES.read_text(encoding="utf-8"), re.DOTALL).group(1)
    points = set()
    for word in block.split():
        first, _, last = word.partition("-")
        points.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return points


_NEXT = _table("JOINING_NEXT")  # Joining_Type L
_PREVIOUS = _table("JOINING_PREVIOUS")  # Joining_Type R
_BOTH = _table("JOINING_BOTH")  # Joining_Type D
_TRANSPARENT = _table("TRANSPARENT")  # Joining_Type T, beyond the marks Mn and Me
_EMOJI = _table("EMOJI")  # Emoji and Extended_Pictographic
_MODIFIER_BASES = _table("MODIFIER_BASES")
_MODIFIERS = {chr(point) for point in range(0x1F3FB, 0x1F400)}


def safe(text):
    """The text with each code point that could deceive a reader replaced by U+FFFD, one for one."""
    shown = ["" if c in (ZWNJ, ZWJ) else REPLACEMENT if _unsafe(c) else c for c in text]
    return "".join(_joiner(text, shown, i) if not c else c for i, c in enumerate(shown))


def is_safe(text):
    """Whether nothing of the text would be replaced."""
    return safe(text) == text


def _unsafe(character):
    return unicodedata.category(character) in _UNSAFE_CATEGORIES or bool(_SHOWN_AS_NOTHING.match(character))


def _joiner(text, shown, at):
    """The joiner at this place, or U+FFFD where it joins nothing.

    `shown` has what the neighbours count as: the empty string stands for another joiner, which belongs to no class.
    """
    before, after = shown[:at], shown[at + 1:]
    if before and before[-1] and unicodedata.combining(before[-1]) == 9:
        return text[at]
    joins = _parts_letters(before, after) if text[at] == ZWNJ else _joins_emoji(before, after)
    return text[at] if joins else REPLACEMENT


def _parts_letters(before, after):
    """RFC 5892, A.1: (L or D) T* non-joiner T* (R or D)."""
    left = next((c for c in reversed(before) if not _transparent(c)), "")
    right = next((c for c in after if not _transparent(c)), "")
    return (left in _NEXT or left in _BOTH) and (right in _PREVIOUS or right in _BOTH)


def _transparent(character):
    return character in _TRANSPARENT or bool(character) and unicodedata.category(character) in ("Mn", "Me")


def _joins_emoji(before, after):
    """An emoji element stands before the joiner, an emoji behind it."""
    if not before or not after or after[0] not in _EMOJI:
        return False
    last, last_but_one = before[-1], before[-2] if len(before) > 1 else ""
    if last == EMOJI_STYLE:
        return last_but_one in _EMOJI
    if last in _MODIFIERS:
        return last_but_one in _MODIFIER_BASES
    return last in _EMOJI
