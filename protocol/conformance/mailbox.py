"""Prekeys and letters (SPEC 14).

Needs the package `cryptography` for Ed25519, X25519 and ChaCha20-Poly1305.
"""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import bodies
import values
from vectors import Text

MAX_TIME = 253_402_300_799_999
SIZES = (512, 1024, 2048, 4608)
HEAD, TAG = 41, 16


class Rejected(Exception):
    """A check fails, whose word this is."""


class Reader:
    """Takes fields from the front; raises Rejected where there are too few bytes."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        if len(self.data) < count:
            raise Rejected("MALFORMED")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, size, least=0, most=2**63 - 1):
        number = int.from_bytes(self.take(size), "big")
        if not least <= number <= most:
            raise Rejected("MALFORMED")
        return number

    def name(self):
        name = self.take(self.number(1)).decode("latin-1")
        if not values.is_name(name):
            raise Rejected("MALFORMED")
        return name


def folded(name):
    """A name as it stands in what is signed."""
    return bytes([len(name)]) + name.lower().encode("ascii")


def _verify(key, signature, signed):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        raise Rejected("BAD_SIGNATURE") from None


# SPEC 14.1


def prekey_signed(owner, pin, front):
    """What the signature of a prekey is over; `front` are its first 50 bytes."""
    return b"hobnob prekey 1\0" + folded(owner) + pin + front


def read_prekey(data, owner, identity, pin):
    """The fields of a prekey of that owner."""
    reader = Reader(data)
    reader.number(1, 1, 1)
    fields = {"id": Text(reader.take(8).hex()), "kind": {1: "WEEKLY", 2: "ONE_TIME"}[reader.number(1, 1, 2)],
              "key": Text(reader.take(32).hex()), "expires": reader.number(8, 0, MAX_TIME)}
    signature = reader.take(64)
    if reader.data:
        raise Rejected("MALFORMED")
    _verify(identity, signature, prekey_signed(owner, pin, data[:50]))
    return {**fields, "signature": Text(signature.hex())}


# HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305

_KEM, _SUITE = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"


def _extract(suite, salt, label, secret):
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + secret, hashlib.sha256).digest()


def _expand(suite, key, label, info, length):
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def _context(shared, enc, public, info):
    """The AEAD and its first nonce."""
    secret = _expand(_KEM, _extract(_KEM, b"", b"eae_prk", shared), b"shared_secret", enc + public, 32)
    schedule = b"\0" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, secret, b"secret", b"")
    key = _expand(_SUITE, secret, b"key", schedule, 32)
    return ChaCha20Poly1305(key), _expand(_SUITE, secret, b"base_nonce", schedule, 12)


def public_of(private):
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal(public, ephemeral, info, head, content):
    """The sealed content under an ephemeral private key that is given."""
    shared = X25519PrivateKey.from_private_bytes(ephemeral).exchange(X25519PublicKey.from_public_bytes(public))
    aead, nonce = _context(shared, public_of(ephemeral), public, info)
    return aead.encrypt(nonce, content, head)


def open_sealed(private, enc, info, head, sealed):
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(enc))
        aead, nonce = _context(shared, enc, public_of(private), info)
        return aead.decrypt(nonce, sealed, head)
    except (InvalidTag, ValueError):
        raise Rejected("BAD_SEAL") from None


# SPEC 14.2


def letter_info(pin, recipient):
    return b"hobnob letter 1\0" + pin + recipient


def letter_signed(front, pin, recipient, sender, rest):
    """`front` are the first 41 bytes of the letter, `rest` are key, place and id."""
    return b"hobnob mailbox 1\0" + front + pin + recipient + folded(sender) + rest


def read_letter(data, prekeys, pin, recipient):
    """The fields of a letter; `prekeys` are the private keys by id."""
    if len(data) - HEAD - TAG not in SIZES or data[0] != 1:
        raise Rejected("MALFORMED")
    if data[1:9] not in prekeys:
        raise Rejected("UNKNOWN_PREKEY")
    content = open_sealed(prekeys[data[1:9]], data[9:HEAD], letter_info(pin, recipient), data[:9], data[HEAD:])
    reader = Reader(content)
    signature = reader.take(64)
    sender = reader.name()
    rest = reader.data[:72]
    key = reader.take(32)
    if not values.is_public_key(key):
        raise Rejected("MALFORMED")
    log, number, first = reader.take(8), reader.number(8, 1), reader.number(8, 0)
    if first > number:
        raise Rejected("MALFORMED")
    message, token = reader.take(16), reader.take(16)
    body = reader.take(reader.number(2, 0, 4096))
    used = len(content) - len(reader.data)
    least = next(size for size in SIZES if size >= used)
    if any(reader.data) or len(content) != least:
        raise Rejected("MALFORMED")
    if first == 0 and (body or any(message)):
        raise Rejected("MALFORMED")
    item = {"log": log.hex(), "through": number} if first == 0 else {
        "place": {"log": log.hex(), "number": number, "first": first}, "id": message.hex(), "body": _body(body)}
    _verify(key, signature, letter_signed(data[:HEAD], pin, recipient, sender, rest))
    return {"sender": sender, "key": key.hex(), "item": item, "token": token.hex() if any(token) else None}


def _body(data):
    """The text and the other fields, as a direct message has them; the text is the first field."""
    try:
        text = bodies.read(data)[0]["text"]
    except bodies.Malformed:
        raise Rejected("MALFORMED") from None
    except bodies.Unreadable:
        text = Text(data[3:3 + int.from_bytes(data[1:3], "big")].decode("utf-8"))
    rest = base64.urlsafe_b64encode(data[3 + len(text.encode("utf-8")):]).decode("ascii").rstrip("=")
    return {"text": text, "fields": Text(rest)}
