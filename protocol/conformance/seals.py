"""Sealed datagrams, statuses and naks, as a new member of the room reads them (SPEC 8.1 to 8.6).

Needs the package `cryptography` for Ed25519 and ChaCha20-Poly1305.
"""

import dataclasses
import hashlib
import struct

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import bodies
import rooms
import values
from vectors import Text

HEADER_BYTES, SIGNATURE_BYTES, MAX_BYTES = 32, 64, 1200
SHORTEST_SEALED = 132
SEALED, STATUS, NAK = 3, 4, 5
TEXT = 1
MAX_NUMBER = 2**63 - 1
MAX_TEXT_BYTES, MAX_PARTS, MAX_HEARD, MAX_RANGES, MAX_RANGE, AHEAD = 1069, 16, 54, 32, 256, 4096
MAX_MESSAGES, MAX_PART_BYTES, MAX_HEARD_2, MAC_BYTES = 16, 1029, 27, 16
SHORTEST_SEALED_2 = 153
STATUS_CONTEXT, SEALED_CONTEXT = b"hobnob room control 1", b"hobnob room sealed 1"
STATUS_CONTEXT_2, SEALED_CONTEXT_2 = b"hobnob room control 2\0", b"hobnob room sealed 2\0"
MESSAGE_CONTEXT, MAC_CONTEXT = b"hobnob room message 2\0", b"hobnob room mac 2\0"
MESSAGES, PART = 2, 3


class Rejected(Exception):
    """The datagram fails a check of SPEC 8.6, whose word this is."""


@dataclasses.dataclass(frozen=True)
class Header:
    version: int
    kind: int
    room: bytes
    epoch: int
    stream: bytes
    sequence: int

    def fields(self):
        return {"version": self.version, "kind": self.kind, "room": self.room.hex(), "epoch": self.epoch,
                "stream": self.stream.hex(), "sequence": self.sequence}


@dataclasses.dataclass(frozen=True)
class Member:
    """What a new member knows: the room, its roster, and at most one stream with one chain key."""

    name: str
    room: bytes
    roster: dict  # folded name: public key
    owners: dict  # stream: folded name
    chains: dict  # (stream, epoch): (first number, key)
    room_hash: bytes = b""  # what version 2 names the room by
    controls: dict = dataclasses.field(default_factory=dict)  # (stream, epoch): control key

    def read(self, data):
        """(header, type, fields, whether Hobnob writes it so); raises Rejected, or Held where it waits for keys."""
        header = read_header(data, self.room, self.room_hash[:8])
        return header, *(self._sealed(header, data) if header.kind == SEALED else self._control(header, data))

    def _sealed(self, header, data):
        if len(data) < (SHORTEST_SEALED if header.version == 1 else SHORTEST_SEALED_2):
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
        owner = self.roster[self.owners[header.stream]]
        if header.version == 1:
            _verify(owner, signature, SEALED_CONTEXT + head + content)
            return _content(content)
        read, signed = _content_2(header, content)
        _verify(owner, signature, SEALED_CONTEXT_2 + self.room_hash + head + signed)
        return read

    def _control(self, header, data):
        if len(data) < HEADER_BYTES + SIGNATURE_BYTES + (0 if header.version == 1 else 4 + MAC_BYTES):
            raise Rejected("MALFORMED")
        head, content, signature = data[:HEADER_BYTES], data[HEADER_BYTES:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
        if header.version == 2:
            content, epoch, mac = content[:-20], content[-20:-16], content[-16:]
        reader = Reader(content)
        user = reader.name()
        status = _status if header.version == 1 else _status_2
        kind, fields, *beside = status(user, reader) if header.kind == STATUS else _nak(reader)
        if user.lower() == self.name.lower():
            raise Rejected("OWN")
        if user.lower() not in self.roster or self.owners.get(header.stream, user.lower()) != user.lower():
            raise Rejected("NOT_A_MEMBER")
        key = self.roster[user.lower()]
        is_written_so = not reader.data  # bytes of a later version are signed, and ignored
        if header.version == 1:
            _verify(key, signature, STATUS_CONTEXT + head + content)
        else:
            control = self.controls.get((header.stream, int.from_bytes(epoch, "big")))
            if control and rooms.control_mac(control, head + content) != mac:
                raise Rejected("BAD_MAC")
            _verify(key, signature, STATUS_CONTEXT_2 + self.room_hash + head + content)
            is_written_so &= bool(control) or epoch + mac == bytes(20)
        return kind, fields, is_written_so, *beside


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


def read_header(data, *ours):
    """The first 32 bytes of a datagram of this room, as each version names it (SPEC 8.1, and 8.6 for the order)."""
    if data[:3] not in (b"HB\x01", b"HB\x02"):
        raise Rejected("NOT_OURS")
    if len(data) < HEADER_BYTES or data[24:HEADER_BYTES] == bytes(8):
        raise Rejected("MALFORMED")
    _, version, kind, room, epoch, stream, sequence = struct.unpack(">2sBB8sI8sQ", data[:HEADER_BYTES])
    if room != ours[version - 1] or kind not in (SEALED, STATUS, NAK):
        raise Rejected("NOT_OURS")
    if len(data) > MAX_BYTES or stream == bytes(8) or sequence > MAX_NUMBER:
        raise Rejected("MALFORMED")
    return Header(version, kind, room, epoch, stream, sequence)


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


def _content_2(header, content):
    """SPEC 8.2, version 2: (type, fields, whether Hobnob writes it so, what is said beside), and what is signed."""
    reader = Reader(content)
    kind, previous = reader.number(1), reader.take(16)
    link = ("Link", {"previous": previous.hex(), "roster": _roster(reader)})
    if (header.sequence == 1) != (previous == bytes(16)):
        raise Rejected("MALFORMED")
    if kind == MESSAGES:
        messages, signed = _messages(reader, content)
        written = not reader.data and all(known for _, known in messages)
        return ("Messages", {"messages": [message for message, _ in messages]}, written, link), signed
    if kind == PART:
        message = reader.take(16)
        index, count = reader.number(1), reader.number(1, 1, MAX_PARTS)
        if index >= count or not 1 <= len(reader.data) <= MAX_PART_BYTES:
            raise Rejected("MALFORMED")
        return ("Part", {"id": message.hex(), "index": index, "count": count, "bytes": reader.data}, True, link), content
    return ("Unreadable", {"id": hashlib.sha256(content).hexdigest()[:32]}, False, link), content


def _messages(reader, content):
    """Each message and whether Hobnob writes it so; and what is signed: the hash of each in its place."""
    count = reader.number(1, 1, MAX_MESSAGES)
    signed = content[:len(content) - len(reader.data)]
    messages = []
    for index in range(count):
        before = reader.data
        message, _ = reader.take(16), reader.take(16)
        body = reader.take(reader.number(2))
        whole = before[:len(before) - len(reader.data)]
        signed += hashlib.sha256(MESSAGE_CONTEXT + bytes([index]) + whole).digest()
        fields, known = _body(body)
        messages.append(({"id": message.hex(), "body": fields}, known))
    return messages, signed + reader.data


def _body(data):
    """The fields of a body, none where it cannot be read, and whether Hobnob writes it so."""
    try:
        return bodies.read(data)
    except (bodies.Malformed, bodies.Unreadable):
        return {}, False


def _roster(reader):
    return {"version": reader.number(8), "hash": reader.take(16).hex()}


def _status_2(user, reader):
    """SPEC 8.3, version 2, behind the name."""
    fields = _position(user, reader)
    head, roster = reader.take(16).hex(), _roster(reader)
    heard = [(_heard(reader), reader.take(16).hex()) for _ in range(reader.number(1, 0, MAX_HEARD_2))]
    witness = ("Witness", {"head": head, "roster": roster, "heard": [digest for _, digest in heard]})
    return "RoomStatus", {**fields, "heard": _once([stream for stream, _ in heard])}, witness


def _status(user, reader):
    """SPEC 8.3, behind the name."""
    fields = _position(user, reader)
    return "RoomStatus", {**fields, "heard": _once([_heard(reader) for _ in range(reader.number(1, 0, MAX_HEARD))])}


def _once(heard):
    if len({entry["stream"] for entry in heard}) < len(heard):
        raise Rejected("MALFORMED")  # a stream twice
    return heard


def _position(user, reader):
    """What a status says of its sender's own streams."""
    leaving = reader.number(1, 0, 1) == 1
    last = reader.number(8)
    floor = reader.number(8, 1, last + 1)
    prior = reader.take(8)
    prior_through = reader.number(8)
    if prior == bytes(8) and prior_through:
        raise Rejected("MALFORMED")
    went_on = {"stream": prior.hex(), "through": prior_through} if prior != bytes(8) else None
    return {"user": user, "leaving": leaving, "last": last, "floor": floor, "prior": went_on}


def _heard(reader):
    return {"stream": _stream(reader), "through": reader.number(8), "missed": reader.number(2),
            "byMulticast": reader.number(1, 0, 1) == 1}


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
