"""Sealed datagrams, statuses and naks, as a new member of the room reads them (SPEC 8.1 to 8.6).

Needs the package `cryptography` for Ed25519 and ChaCha20-Poly1305.
"""

import dataclasses
import struct

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import rooms
import values
from vectors import Text

HEADER_BYTES, SIGNATURE_BYTES, MAX_BYTES = 32, 64, 1200
SHORTEST_SEALED = 132
SEALED, STATUS, NAK = 3, 4, 5
TEXT = 1
MAX_NUMBER = 2**63 - 1
MAX_TEXT_BYTES, MAX_PARTS, MAX_HEARD, MAX_RANGES, MAX_RANGE, AHEAD = 1069, 16, 54, 32, 256, 4096
STATUS_CONTEXT, SEALED_CONTEXT = b"hobnob room control 1", b"hobnob room sealed 1"


class Rejected(Exception):
    """The datagram fails a check of SPEC 8.6, whose word this is."""


@dataclasses.dataclass(frozen=True)
class Header:
    kind: int
    room: bytes
    epoch: int
    stream: bytes
    sequence: int

    def fields(self):
        return {"kind": self.kind, "room": self.room.hex(), "epoch": self.epoch, "stream": self.stream.hex(),
                "sequence": self.sequence}


@dataclasses.dataclass(frozen=True)
class Member:
    """What a new member knows: the room, its roster, and at most one stream with one chain key."""

    name: str
    room: bytes
    roster: dict  # folded name: public key
    owners: dict  # stream: folded name
    chains: dict  # (stream, epoch): (first number, key)

    def read(self, data):
        """(header, type, fields, whether Hobnob writes it so); raises Rejected, or Held where it waits for keys."""
        header = read_header(data, self.room)
        return header, *(self._sealed(header, data) if header.kind == SEALED else self._control(header, data))

    def _sealed(self, header, data):
        if len(data) < SHORTEST_SEALED:
            raise Rejected("MALFORMED")
        chain = self.chains.get((header.stream, header.epoch))
        if header.stream not in self.owners or not chain:
            raise Held(header)
        first, key = chain
        if header.sequence < first:
            raise Rejected("FORGOTTEN_KEY")
        if header.sequence - first >= AHEAD:
            raise Rejected("TOO_FAR_AHEAD")
        key = rooms.message_key(rooms.chain_key_further_on(key, header.sequence - first))
        head = data[:HEADER_BYTES]
        try:
            plain = ChaCha20Poly1305(key).decrypt(bytes(12), data[HEADER_BYTES:], head)
        except InvalidTag:
            raise Rejected("BAD_SEAL") from None
        signature, content = plain[:SIGNATURE_BYTES], plain[SIGNATURE_BYTES:]
        _verify(self.roster[self.owners[header.stream]], signature, SEALED_CONTEXT + head + content)
        return _content(content)

    def _control(self, header, data):
        content, signature = data[HEADER_BYTES:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
        reader = Reader(content)
        user = reader.name()
        kind, fields = _status(user, reader) if header.kind == STATUS else _nak(reader)
        if user.lower() == self.name.lower():
            raise Rejected("OWN")
        if user.lower() not in self.roster or self.owners.get(header.stream, user.lower()) != user.lower():
            raise Rejected("NOT_A_MEMBER")
        _verify(self.roster[user.lower()], signature, STATUS_CONTEXT + data[:HEADER_BYTES] + content)
        return kind, fields, not reader.data  # bytes of a later version are signed, and ignored


class Held(Exception):
    """The datagram is kept until its key comes."""

    def __init__(self, header):
        super().__init__("held")
        self.header = header


class Reader:
    """Takes fields from the front of a content; raises Rejected where it is too short."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        if len(self.data) < count:
            raise Rejected("MALFORMED")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, size, least=0, most=MAX_NUMBER):
        number = int.from_bytes(self.take(size), "big")
        if not least <= number <= most:
            raise Rejected("MALFORMED")
        return number

    def name(self):
        name = self.take(self.number(1)).decode("latin-1")
        if not values.is_name(name):
            raise Rejected("MALFORMED")
        return name


def read_header(data, ours):
    """The first 32 bytes of a datagram of this room (SPEC 8.1, and 8.6 for the order of the checks)."""
    if data[:3] != b"HB\x01":
        raise Rejected("NOT_OURS")
    if len(data) < HEADER_BYTES or data[24:HEADER_BYTES] == bytes(8):
        raise Rejected("MALFORMED")
    _, kind, room, epoch, stream, sequence = struct.unpack(">3sB8sI8sQ", data[:HEADER_BYTES])
    if room != ours or kind not in (SEALED, STATUS, NAK):
        raise Rejected("NOT_OURS")
    if len(data) > MAX_BYTES or stream == bytes(8) or sequence > MAX_NUMBER:
        raise Rejected("MALFORMED")
    return Header(kind, room, epoch, stream, sequence)


def _verify(key, signature, signed):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        raise Rejected("BAD_SIGNATURE") from None


def _content(content):
    """SPEC 8.2: a part of a text, or of a message that only a later version can read."""
    reader = Reader(content)
    is_text = reader.number(1) == TEXT
    message = reader.take(16)
    return ("Fragment", _fragment(message, reader), True) if is_text else ("Unreadable", {"id": message.hex()}, False)


def _fragment(message, reader):
    index = reader.number(1)
    count = reader.number(1, 1, MAX_PARTS)
    try:
        text = reader.data.decode("utf-8")
    except UnicodeDecodeError:
        raise Rejected("MALFORMED") from None
    if index >= count or not 1 <= len(reader.data) <= MAX_TEXT_BYTES:
        raise Rejected("MALFORMED")
    return {"id": message.hex(), "index": index, "count": count, "text": Text(text)}


def _status(user, reader):
    """SPEC 8.3, behind the name."""
    leaving = reader.number(1, 0, 1) == 1
    last = reader.number(8)
    floor = reader.number(8, 1, last + 1)
    prior = reader.take(8)
    prior_through = reader.number(8)
    if prior == bytes(8) and prior_through:
        raise Rejected("MALFORMED")
    heard = [
        {"stream": _stream(reader), "through": reader.number(8), "missed": reader.number(2),
         "byMulticast": reader.number(1, 0, 1) == 1}
        for _ in range(reader.number(1, 0, MAX_HEARD))
    ]
    if len({entry["stream"] for entry in heard}) < len(heard):
        raise Rejected("MALFORMED")  # a stream twice
    went_on = {"stream": prior.hex(), "through": prior_through} if prior != bytes(8) else None
    return "RoomStatus", {"user": user, "leaving": leaving, "last": last, "floor": floor, "prior": went_on,
                          "heard": heard}


def _nak(reader):
    """SPEC 8.4, behind the name."""
    ranges = []
    for _ in range(reader.number(1, 1, MAX_RANGES)):
        stream, first = _stream(reader), reader.number(8, 1)
        ranges.append({"stream": stream, "from": first, "to": reader.number(8, first, first + MAX_RANGE - 1)})
    return "Nak", {"ranges": ranges}


def _stream(reader):
    stream = reader.take(8)
    if stream == bytes(8):
        raise Rejected("MALFORMED")
    return stream.hex()
