"""A member of a sealed room who speaks: what it seals, announces and asks for (SPEC 8.2 to 8.5)."""

import hashlib
import os
import socket
import struct

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import certificates
import rooms
import seals


class Stream:
    """What one member says in a room, under one chain of keys, in version 1."""

    version = 1

    def __init__(self, room, user, identity, roster_version):
        self.room = room
        self.user = user
        self.identity = identity
        self.epoch = roster_version & 0xFFFFFFFF
        self.salt = os.urandom(16)
        self.id = rooms.stream(room, certificates.public_bytes(identity), self.salt)
        self.last = 0  # the highest number said
        self._first_key = os.urandom(32)
        self._controls = 0  # statuses and naks so far

    def keys(self):
        """The words of ROOM_KEYS behind sender and room: salt, entitled, and the chain from its first number on."""
        return self.salt.hex(), "1", f"{self.epoch}:1:{self._first_key.hex()}"

    def say(self, text):
        """The datagram of a short text, under the next number."""
        self.last += 1
        return self.seal(self.last, text)

    def seal(self, number, text, message=None):
        """The datagram of a text in one part (SPEC 8.2). Whoever seals two contents under one number gives a key away."""
        content = b"\x01" + (message or os.urandom(16)) + b"\x00\x01" + text.encode("utf-8")
        header = self._header(seals.SEALED, number)
        signature = self.identity.sign(seals.SEALED_CONTEXT + header + content)
        return header + self._sealed(number, header, signature + content)

    def _sealed(self, number, header, plain):
        key = rooms.message_key(rooms.chain_key_further_on(self._first_key, number - 1))
        return ChaCha20Poly1305(key).encrypt(bytes(12), plain, header)

    def status(self, heard=()):
        """A status (SPEC 8.3); `heard` are (stream, through) of others, none of which came by multicast."""
        content = self._position() + bytes([len(heard)])
        content += b"".join(stream + struct.pack(">QHB", through, 0, 0) for stream, through in heard)
        return self._control(seals.STATUS, content)

    def nak(self, stream, first, last):
        """A nak of one range (SPEC 8.4)."""
        return self._control(seals.NAK, self._name() + b"\x01" + stream + struct.pack(">QQ", first, last))

    def _position(self):
        """What a status begins with: who, not leaving, the last number, the floor, no prior stream."""
        return self._name() + b"\x00" + struct.pack(">QQ", self.last, 1) + bytes(16)

    def _name(self):
        return bytes([len(self.user)]) + self.user.encode("ascii")

    def _control(self, kind, content):
        self._controls += 1
        header = self._header(kind, self._controls)
        return header + content + self.identity.sign(seals.STATUS_CONTEXT + header + content)

    def _header(self, kind, number):
        return struct.pack(">2sBB8sI8sQ", b"HB", self.version, kind, self._room(), self.epoch, self.id, number)

    def _room(self):
        """What the header names the room by."""
        return rooms.room_number(self.room)


class Stream2(Stream):
    """The same in version 2 (SPEC 8.10): tied to the room, to what was said before, and to the members."""

    version = 2

    def __init__(self, room, user, identity, room_hash, roster):
        """`roster` is the version of the roster, and its hash of 16 bytes."""
        super().__init__(room, user, identity, roster[0])
        self.room_hash = room_hash
        self._roster = struct.pack(">Q", roster[0]) + roster[1]
        self._control_key = os.urandom(32)
        self.head = bytes(16)  # of the datagram said last

    def control(self):
        """The parameter of ROOM_KEYS beside the chain."""
        return f"{self.epoch}:{self._control_key.hex()}"

    def seal(self, number, text, message=None):
        """The datagram of one message; numbers must be sealed in their order."""
        body = b"\x01" + struct.pack(">H", len(text.encode("utf-8"))) + text.encode("utf-8")
        message = (message or os.urandom(16)) + os.urandom(16) + struct.pack(">H", len(body)) + body
        before = b"\x02" + self.head + self._roster + b"\x01"
        header = self._header(seals.SEALED, number)
        stands_for_it = hashlib.sha256(seals.MESSAGE_CONTEXT + b"\x00" + message).digest()
        signature = self.identity.sign(seals.SEALED_CONTEXT_2 + self.room_hash + header + before + stands_for_it)
        datagram = header + self._sealed(number, header, signature + before + message)
        self.head = hashlib.sha256(datagram).digest()[:16]
        return datagram

    def status(self, heard=()):
        """A status; `heard` are (stream, through, first 16 bytes of the hash of that datagram)."""
        content = self._position() + self.head + self._roster + bytes([len(heard)])
        content += b"".join(stream + struct.pack(">QHB", through, 0, 0) + head for stream, through, head in heard)
        return self._control(seals.STATUS, content)

    def _control(self, kind, content):
        self._controls += 1
        header = self._header(kind, self._controls)
        mac = rooms.control_mac(self._control_key, header + content)
        signature = self.identity.sign(seals.STATUS_CONTEXT_2 + self.room_hash + header + content)
        return header + content + struct.pack(">I", self.epoch) + mac + signature

    def _room(self):
        return self.room_hash[:8]


class Group:
    """The multicast group of a room, on the interface that has this address (SPEC 8)."""

    def __init__(self, group, address):
        host, _, port = group.rpartition(":")
        self.at = host, int(port)
        own = socket.inet_aton(address)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("", int(port)))
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(host) + own)
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)

    def send(self, datagram):
        self.socket.sendto(datagram, self.at)

    def read(self, seconds):
        """The next datagram; raises TimeoutError."""
        self.socket.settimeout(seconds)
        return self.socket.recv(2000)

    def close(self):
        self.socket.close()
