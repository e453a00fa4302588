"""Bodies of messages: typed fields (SPEC 7.2)."""

import values
from vectors import Text

MAX_BYTES, MAX_TIME = 4096, 253_402_300_799_999
MUST_UNDERSTAND = 128


class Malformed(Exception):
    """The bytes are no body."""


class Unreadable(Exception):
    """The body has a field that must be understood and is not."""


def read(data):
    """The fields of a body by their names, and whether a writer of this version writes it so."""
    if len(data) > MAX_BYTES:
        raise Malformed()
    found = _split(data)
    text = _text(found.pop(1, b""), 0, 3500)
    if not values.is_message_text(text):
        raise Malformed()
    if any(kind >= MUST_UNDERSTAND for kind in found):
        raise Unreadable()
    fields = {"text": text, **{name: False if kind in (3, 8) else None for kind, (name, _) in _KNOWN.items()}}
    for kind, value in found.items():
        if kind in _KNOWN:
            name, reader = _KNOWN[kind]
            fields[name] = reader(value)
    return fields, all(kind in _KNOWN for kind in found)


def _split(data):
    """The values by their types, which stand in ascending order."""
    found, last = {}, 0
    while data:
        if len(data) < 3:
            raise Malformed()
        kind, length = data[0], int.from_bytes(data[1:3], "big")
        if kind <= last or length > len(data) - 3:
            raise Malformed()
        found[kind], data, last = data[3:3 + length], data[3 + length:], kind
    return found


def _text(data, least, most):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed() from None
    if not least <= len(data) <= most:
        raise Malformed()
    return Text(text)


def _take(data, count):
    if len(data) < count:
        raise Malformed()
    return data[:count], data[count:]


def _only(data, count):
    taken, behind = _take(data, count)
    if behind:
        raise Malformed()
    return taken


def _time(data):
    ms = int.from_bytes(_only(data, 8), "big")
    if ms > MAX_TIME:
        raise Malformed()
    return ms


def _action(data):  # and history
    _only(data, 0)
    return True


def _reply(data):
    length, data = _take(data, 1)
    name, data = _take(data, length[0])
    message, quote = _take(data, 16)
    if not values.is_name(name.decode("latin-1")):
        raise Malformed()
    return {"user": name.decode("ascii"), "id": message.hex(), "quote": _text(quote, 0, 120)}


def _file(data):
    offer, data = _take(data, 16)
    size, data = _take(data, 8)
    digest, name = _take(data, 32)
    name = _text(name, 1, 200)
    if size[0] >= 0x80 or name in (".", "..") or any(c < " " or c in "\x7f/\\" for c in name):
        raise Malformed()
    return {"id": offer.hex(), "size": int.from_bytes(size, "big"), "sha256": Text(digest.hex()), "name": name}


def _id(data):
    return _only(data, 16).hex()


def _reaction(data):
    message, sign = _take(data, 16)
    return {"to": message.hex(), "sign": _text(sign, 0, 32)}


_KNOWN = {2: ("saidAt", _time), 3: ("action", _action), 4: ("replyTo", _reply), 5: ("file", _file), 6: ("edits", _id),
          7: ("reaction", _reaction), 8: ("history", _action)}
