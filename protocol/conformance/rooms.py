"""Room datagrams in clear: the number of a stream, chains of keys, safety numbers, the original's text (SPEC 8, 12.1)."""

import hashlib
import hmac
import re

import values
from vectors import Text


def room_number(room):
    """The 8 bytes that name a room (SPEC 8.1)."""
    return hashlib.sha256(b"hobnob room 1 " + room.lower().encode("ascii")).digest()[:8]


def room_hash(pin, instance, room):
    """What version 2 names a room by (SPEC 8.1), 32 bytes."""
    name = room.lower().encode("ascii")
    return hashlib.sha256(b"hobnob room 2\0" + pin + instance + bytes([len(name)]) + name).digest()


def roster_hash(instance, version, members):
    """The hash of a roster, which maps folded names to keys, None for none (SPEC 8.2), 16 bytes."""
    digest = hashlib.sha256(b"hobnob roster 1\0" + instance + version.to_bytes(8, "big"))
    for name in sorted(members):
        digest.update(bytes([len(name)]) + name.encode("ascii") + (members[name] or bytes(32)))
    return digest.digest()[:16]


def control_mac(key, data):
    """The MAC of header and content of a status or nak (SPEC 8.3), 16 bytes."""
    return hmac.new(key, b"hobnob room mac 2\0" + data, hashlib.sha256).digest()[:16]


def stream(room, owner, salt):
    """The number of the stream of an owner (SPEC 8.5), 8 bytes."""
    return hashlib.sha256(b"hobnob room stream 1" + room_number(room) + owner + salt).digest()[:8]


def message_key(chain_key):
    """The key that seals the datagram of this number (SPEC 8.5)."""
    return hmac.new(chain_key, b"\x01", hashlib.sha256).digest()


def chain_key_further_on(chain_key, steps):
    """The chain key that many numbers further on."""
    for _ in range(steps):
        chain_key = hmac.new(chain_key, b"\x02", hashlib.sha256).digest()
    return chain_key


def safety_number(one, other):
    """The twelve groups that two people compare (SPEC 12.1), each given as name and key."""
    return " ".join(_half(*user) for user in sorted((one, other), key=lambda user: (user[1], user[0].lower())))


def _half(name, key):
    folded = name.lower().encode("ascii")
    digest = hashlib.sha256(b"hobnob verify 2\x00" + bytes([len(folded)]) + folded + key).digest()
    groups = (int.from_bytes(digest[i:i + 5], "big") % 100_000 for i in range(0, 30, 5))
    return " ".join(f"{group:05d}" for group in groups)


def read_open(data):
    """The fields of an original datagram, and whether it is UTF-8; None where it is dropped (SPEC 8.7)."""
    if re.match(rb"HB[\x00-\x1f]", data):
        return None
    data = data[:1024]
    said = data.decode("utf-8", "replace")
    sender, colon, text = said.partition(": ")
    if not colon or not (sender == "System" or values.is_name(sender)):
        return None
    fields = {"sender": None if sender == "System" else sender, "text": Text(text)}
    event = re.fullmatch(r"User (\S+) (joined!|left\.)", text) if sender == "System" else None
    if event and values.is_name(event[1]):
        fields[event[2].rstrip("!.")] = event[1]
    return fields, said.encode("utf-8") == data
