"""Shapes of messages: which words and parameters a line has, and which fields they become.

A table of shapes serves both directions. Reading gives the fields by their names; `Shape.meaning` puts them in the order
and the groups of the vectors, `Shape.line` writes them.
"""

import dataclasses

from lines import Line
from values import Later, Refusal, Value, read_all
from vectors import meaning

REQUIRED = object()


@dataclasses.dataclass(frozen=True)
class Field:
    """A word or a parameter. One with a default may be missing; a writer leaves the default out unless it is `told`."""

    field: str
    value: Value
    default: object = REQUIRED
    key: str = ""
    told: bool = False

    def read(self, word):
        if word is None:
            if self.default is REQUIRED:
                raise Refusal()
            return self.default
        return self.value.read(word)

    def left_out(self, value):
        return not self.told and self.default is not REQUIRED and value == self.default


def word(field, value, default=REQUIRED):
    return Field(field, value, default)


def param(key, value, default=REQUIRED, field="", told=False):
    return Field(field or key, value, default, key, told)


@dataclasses.dataclass(frozen=True)
class Rest:
    """What stands behind the other words: from `least` to `most` values of `width` words each."""

    field: str
    read: object  # of a list of `width` words
    write: object
    width: int = 1
    least: int = 0
    most: int = 10**6
    listed: object = None  # where these are a list's entries: the name in an entry's first word (SPEC 4.5)

    def values(self, words):
        count, over = divmod(len(words), self.width)
        if over or not self.least <= count <= self.most:
            raise Refusal()
        return [self._value(words[i * self.width:(i + 1) * self.width]) for i in range(count)]

    def _value(self, words):
        if not self.listed:
            return self.read(words)
        try:
            return Entry(self.listed.read(words[0]), self.read(words))
        except Later:
            return Entry(words[0], None)


@dataclasses.dataclass(frozen=True)
class Entry:
    """An entry of a list, None where it has words of a later version, and its name."""

    name: str
    value: object


def rest(field, value, least=0, most=10**6):
    """Values of one word each."""
    return Rest(field, lambda words: value.read(words[0]), lambda v: [value.write(v)], 1, least, most)


@dataclasses.dataclass(frozen=True)
class Shape:
    """A message. `fields` is the order of its meaning: a name, or (name, names) for a value of several fields."""

    kind: str
    name: str
    fields: tuple = ()
    words: tuple = ()
    params: tuple = ()
    rest: Rest = None
    check: object = None  # given the fields, raises Refusal; may amend them
    amend: object = None  # given the fields and what was written of them, may amend the latter
    command: str = "UNKNOWN"

    def read(self, words, params):
        """The fields; raises Refusal. Words are looked at from left to right, then parameters, then how many words
        there are (SPEC 3.5)."""
        read = {}

        def take(each, word):
            return lambda: read.update({each.field: each.read(word)})

        readers = [take(each, words[at] if at < len(words) else None) for at, each in enumerate(self.words)]
        if self.rest:
            readers.append(lambda: read.update({self.rest.field: self.rest.values(words[len(self.words):])}))
        readers += [take(each, params.get(each.key)) for each in self.params]
        read_all([*readers, lambda: self._no_more(words)])
        if self.check:
            self.check(read)
        return read

    def _no_more(self, words):
        if len(words) > len(self.words) and not self.rest:
            raise Refusal()

    def meaning(self, read):
        return meaning(self.kind, grouped(self.fields, read))

    def line(self, tag, read, status=()):
        """The line that a writer makes of the fields; `status` are the phrase and the code of a reply."""
        words = list(status)
        words += [each.value.write(read[each.field]) for each in self.words if not each.left_out(read[each.field])]
        if self.rest:
            words += [text for value in read[self.rest.field] for text in self.rest.write(value)]
        params = {
            each.key: each.value.write(read[each.field]) for each in self.params if not each.left_out(read[each.field])
        }
        if self.amend:
            self.amend(read, words, params)
        return Line(tag, self.name, words, params)


def grouped(fields, read):
    """The fields in this order; a pair (name, names) becomes one value, which is absent where all of its fields are."""
    ordered = {}
    for each in fields:
        if isinstance(each, tuple):
            ordered[each[0]] = grouped(each[1], read) if read.get(each[0], True) is not None else None
        else:
            ordered[each] = read[each]
    return ordered
