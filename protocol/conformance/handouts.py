"""Hand-outs: how a file is cut, repairs of a block, sealed pieces (SPEC 17.1, 17.2).

Opening pieces needs the package `cryptography`.
"""

MAGIC, HEADER, TAG, MOST = b"HO\x01", 20, 16, 1164


def product(a, b):
    """Polynomials over two elements, modulo x^8 + x^4 + x^3 + x^2 + 1."""
    result = 0
    while b:
        if b & 1:
            result ^= a
        a <<= 1
        if a & 0x100:
            a ^= 0x11D
        b >>= 1
    return result


INVERSE = {a: b for a in range(1, 256) for b in range(1, 256) if product(a, b) == 1}


def repair(sources, number):
    """The piece of a block with this number, which is not below the number of its sources."""
    if not len(sources) <= number <= 255:
        raise ValueError(number)
    sums = bytearray(len(sources[0]))
    for index, source in enumerate(sources):
        for at, byte in enumerate(source):
            sums[at] ^= product(INVERSE[number ^ index], byte)
    return bytes(sums)


def blocks(size, piece, most):
    """How many pieces each block has; None where the file cannot be cut so."""
    if not (1 <= size <= 1 << 36 and 1 <= piece <= MOST and 1 <= most <= 128 and -(-size // piece) <= 1 << 30):
        return None
    pieces = -(-size // piece)
    count = -(-pieces // most)
    return [pieces // count + (block < pieces % count) for block in range(count)]


def open_piece(number, key, datagram):
    """Serial, block, number and content of a piece; None if it is none of this hand-out."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    header = datagram[:HEADER]
    serial, block = int.from_bytes(header[12:16], "big"), int.from_bytes(header[16:20], "big")
    if not HEADER + TAG < len(datagram) <= HEADER + MOST + TAG or header[:3] != MAGIC or header[4:12] != number:
        return None
    if not 1 <= serial < 1 << 31 or block >= 1 << 31:
        return None
    try:
        return serial, block, header[3], ChaCha20Poly1305(key).decrypt(bytes(8) + header[12:16], datagram[HEADER:], header)
    except InvalidTag:
        return None
