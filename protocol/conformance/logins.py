"""What a login signs (SPEC 4.3) and digest 2 of passwords (SPEC 2.2)."""

import hashlib

import messages

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # the caller tells that the package is missing
try:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
except ImportError:
    Argon2id = None  # cryptography is older than 44, or built without it


def signed(line, pin, certificate, challenge):
    """The bytes that the proof in a LOGIN, RESUME or KEY_LOGIN signs."""
    shape = next(shape for shape in messages.REQUESTS if shape.name == line.name)
    read = shape.read(line.words, line.params)
    subject = read["token"] if "token" in read else read["user"].lower()
    fields = [line.name.encode(), pin, certificate, challenge, subject.encode(), bytes.fromhex(read["key"]),
              str(read["directPort"]).encode(), str(read["udpPort"]).encode(), line.params.get("caps", "").encode()]
    return b"hobnob login 1\0" + b"".join(len(field).to_bytes(2, "big") + field for field in fields)


def verifies(line, signed_bytes):
    """Whether the line's proof is its key's signature of the bytes."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(line.params["key"]))
    try:
        key.verify(bytes.fromhex(line.params["proof"]), signed_bytes)
    except InvalidSignature:
        return False
    return True


def salt(pin, user):
    return hashlib.sha256(b"hobnob password 2\0" + pin + user.lower().encode("ascii")).digest()


def digest(password, salt_bytes):
    """Digest 2, or None where no Argon2id is at hand."""
    if not Argon2id:
        return None
    derive = Argon2id(salt=salt_bytes, length=32, iterations=2, lanes=1, memory_cost=19456)
    return derive.derive(password.encode("utf-8"))
