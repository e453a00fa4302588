#!/usr/bin/env python3
"""Writes JoiningTables.java from the data files of the Unicode Character Database.

Java 17 knows neither joining types, nor combining classes, nor emoji, which SPEC 2.4 asks for.

    apt-get install unicode-data
    python3 protocol/tables/joining.py /usr/share/unicode
    mvn -q spotless:check -pl protocol

With --check it writes nothing, and fails where the file is not what it would write. In any case it fails where the data
breaks what the Java code takes for granted, or where an emoji sequence that Unicode recommends would lose a joiner.
"""

import argparse
import pathlib
import re
import sys
import textwrap

JAVA = pathlib.Path(__file__).resolve().parents[1] / "src/main/java/org/hobnob/protocol/text/JoiningTables.java"
ZWJ, EMOJI_STYLE, MODIFIERS = 0x200D, 0xFE0F, range(0x1F3FB, 0x1F400)

HEAD = '''package org.hobnob.protocol.text;

/**
 * Properties of code points that Java 17 does not know, of Unicode {version}: ranges of hex numbers, in order.
 * {{@code protocol/tables/joining.py}} generates this file; do not edit it.
 */
final class JoiningTables {{
'''


def rows(path):
    """The fields of each line that is no comment, with its first and last code point in front."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1:]


def having(path, value):
    """The code points to which the file gives the value."""
    return {c for first, last, fields in rows(path) if fields[0] == value for c in range(first, last + 1)}


def version(path):
    return re.match(r"# DerivedJoiningType-([0-9.]+)\.txt", path.read_text(encoding="utf-8")).group(1)


def ranges(points):
    """The set as words, `first` or `first-last` in hex."""
    words, rest = [], sorted(points)
    while rest:
        count = next((i for i in range(1, len(rest)) if rest[i] != rest[0] + i), len(rest))
        words.append(f"{rest[0]:x}" if count == 1 else f"{rest[0]:x}-{rest[count - 1]:x}")
        rest = rest[count:]
    return words


def constant(name, comment, points):
    lines = textwrap.wrap(" ".join(ranges(points)), 100, break_on_hyphens=False)
    text = "\n".join(" " * 12 + line for line in lines)
    return f'    /** {comment} */\n    static final String {name} = """\n{text}\n            """;\n'


def transparent_others(folder):
    """What is transparent beyond the marks, which are all transparent; format characters are never shown anyway."""
    transparent = having(folder / "extracted/DerivedJoiningType.txt", "T")
    category = folder / "extracted/DerivedGeneralCategory.txt"
    marks = having(category, "Mn") | having(category, "Me")
    if not marks <= transparent:
        sys.exit("marks that are not transparent: " + " ".join(ranges(marks - transparent)))
    return transparent - marks - having(category, "Cf")


def check_sequences(folder, emoji, bases):
    """Every sequence that Unicode lists, qualified or not, keeps its joiners."""
    text = (folder / "emoji/emoji-test.txt").read_text(encoding="utf-8")
    for sequence in re.findall(r"^([0-9A-F ]+);", text, re.MULTILINE):
        points = [int(word, 16) for word in sequence.split()]
        for at in (at for at, point in enumerate(points) if point == ZWJ):
            before, last = points[at - 2 : at - 1], points[at - 1]
            element = (
                last in emoji
                or last == EMOJI_STYLE and before and before[0] in emoji
                or last in MODIFIERS and before and before[0] in bases
            )
            if not element or points[at + 1] not in emoji:
                sys.exit("a joiner of this sequence would be lost: " + sequence)


def java(folder):
    joining = folder / "extracted/DerivedJoiningType.txt"
    classes = folder / "extracted/DerivedCombiningClass.txt"
    data = folder / "emoji/emoji-data.txt"
    emoji = having(data, "Emoji") & having(data, "Extended_Pictographic")
    bases = having(data, "Emoji_Modifier_Base")
    check_sequences(folder, emoji, bases)
    constants = [
        ("VIRAMAS", "Canonical_Combining_Class 9, Virama.", having(classes, "9")),
        ("JOINING_NEXT", "Joining_Type L: joins what follows.", having(joining, "L")),
        ("JOINING_PREVIOUS", "Joining_Type R: joins what precedes.", having(joining, "R")),
        ("JOINING_BOTH", "Joining_Type D: joins on both sides.", having(joining, "D")),
        ("TRANSPARENT", "Joining_Type T, beyond the general categories Mn, Me and Cf.", transparent_others(folder)),
        ("EMOJI", "Emoji and Extended_Pictographic, both.", emoji),
        ("MODIFIER_BASES", "Emoji_Modifier_Base.", bases),
    ]
    body = "\n".join(constant(*each) for each in constants)
    return HEAD.format(version=version(joining)) + body + "\n    private JoiningTables() {}\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="where the data files are, with emoji/ and extracted/")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    arguments = parser.parse_args()
    text = java(arguments.folder)
    if not arguments.check:
        JAVA.write_text(text, encoding="utf-8")
    elif JAVA.read_text(encoding="utf-8") != text:
        sys.exit(f"{JAVA} is not what this data makes")


if __name__ == "__main__":
    main()
