"""Certificates: how a peer knows its registry, and how peers know each other (SPEC 12).

Python's ssl module is told to verify nothing (names and dates mean little here), so everything is verified by this code,
before the first byte of ours goes out. Needs the package `cryptography`.
"""

import base64
import contextlib
import datetime
import hashlib
import os
import re
import ssl
import tempfile

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PEER_NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hobnob peer")])


class NotTrusted(Exception):
    """The other side is not who it should be."""


def read_pin(text):
    """The 32 bytes of a pin as people write it: base32 with or without hyphens, or hex (SPEC 12)."""
    plain = text.replace("-", "")
    return bytes.fromhex(plain) if re.fullmatch("[0-9a-f]{64}", plain) else base64.b32decode(plain.upper() + "====")


def chain_of(tls):
    """The certificates that the other side of a connection sent, its own first."""
    if hasattr(tls, "get_unverified_chain"):  # Python 3.13
        return [x509.load_der_x509_certificate(der) for der in tls.get_unverified_chain()]
    chain = tls._sslobj.get_unverified_chain()  # 3.10 to 3.12 have it under no public name
    return [x509.load_pem_x509_certificate(each.public_bytes().encode("ascii")) for each in chain]


def check_registry(tls, pin):
    """The leaf must be valid today and signed by the identity key, whose hash is the pin (SPEC 12)."""
    leaf, identity = chain_of(tls)[:2]
    spki = identity.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if hashlib.sha256(spki).digest() != pin:
        raise NotTrusted("the registry has another identity key than the pin names")
    try:
        identity.public_key().verify(leaf.signature, leaf.tbs_certificate_bytes, ec.ECDSA(leaf.signature_hash_algorithm))
    except InvalidSignature:
        raise NotTrusted("the registry's certificate is not signed by its identity key") from None
    if not _is_valid_now(leaf):
        raise NotTrusted("the registry's certificate is not valid today")


def _is_valid_now(certificate):
    now = datetime.datetime.now(datetime.timezone.utc)
    if hasattr(certificate, "not_valid_before_utc"):  # cryptography 42
        return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
    return certificate.not_valid_before <= now.replace(tzinfo=None) <= certificate.not_valid_after


def registry_context():
    """TLS towards a registry. The caller checks the chain."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def peer_context(identity, claimed=None):
    """TLS towards a peer, with a new key and a certificate for it that the identity signs (SPEC 12.1).

    `claimed` is the public key that the certificate names, for those who want to lie.
    """
    context = registry_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    key, certificate = _peer_certificate(identity, claimed or public_bytes(identity))
    with _file(key) as key_file, _file(certificate) as certificate_file:
        context.load_cert_chain(certificate_file, key_file)
    return context


def public_bytes(identity):
    """The 32 bytes of the public key of an Ed25519 private key."""
    return identity.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _peer_certificate(identity, named):
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(PEER_NAME).issuer_name(PEER_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=5 * 365))
        .not_valid_after(now + datetime.timedelta(days=5 * 365))
        .add_extension(x509.AuthorityKeyIdentifier(named, None, None), critical=False)
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
        .sign(identity, None))
    pem = serialization.Encoding.PEM
    return (key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
            certificate.public_bytes(pem))


@contextlib.contextmanager
def _file(content):
    """The ssl module takes a key from files only."""
    handle, name = tempfile.mkstemp()  # which others may not read
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield name
    finally:
        os.unlink(name)


def proved_key(tls):
    """The identity, 32 bytes, that signed the certificate of a peer's connection (SPEC 12.1); raises NotTrusted."""
    certificate = x509.load_der_x509_certificate(tls.getpeercert(binary_form=True))
    extensions = {each.oid: each for each in certificate.extensions}
    usage = extensions.get(x509.KeyUsage.oid)
    named = extensions.get(x509.AuthorityKeyIdentifier.oid)
    authority = extensions.get(x509.BasicConstraints.oid)
    public = certificate.public_key()
    fits = (certificate.version == x509.Version.v3
            and certificate.subject == certificate.issuer == PEER_NAME
            and certificate.signature_algorithm_oid == x509.SignatureAlgorithmOID.ED25519
            and isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1)
            and usage and usage.value.digital_signature
            and named and len(named.value.key_identifier or b"") == 32
            and not (authority and authority.value.ca)
            and all(not each.critical for oid, each in extensions.items() if oid != x509.KeyUsage.oid))
    if not fits:
        raise NotTrusted("that is no certificate of a peer")
    identity = named.value.key_identifier
    try:
        Ed25519PublicKey.from_public_bytes(identity).verify(certificate.signature, certificate.tbs_certificate_bytes)
    except InvalidSignature:
        raise NotTrusted("the certificate is not signed by the identity that it names") from None
    return identity
