"""A running registry as the checks meet it: where it is, and how to become its user.

Every check makes users and rooms of its own, so that checks disturb neither each other nor people who use the registry.
"""

import hashlib
import itertools
import secrets
import socket

import certificates
import keepalive
from checks import equal, that
from connections import PATIENCE_S, Native, Original

PASSWORD = hashlib.sha256(b"open sesame").hexdigest()
OTHER_PASSWORD = hashlib.sha256(b"open barley").hexdigest()


class Registry:
    """Where a registry is, and how to become its user."""

    def __init__(self, host, port, pin, udp=None):
        self.host = host
        self.port = port
        self.pin = certificates.read_pin(pin)
        self.udp = udp
        self._run = secrets.token_hex(3)
        self._numbers = itertools.count(1)

    def name(self, stem):
        """A name that nobody has."""
        return f"{stem}-{self._run}-{next(self._numbers)}"

    def connect(self):
        return Native(self.host, self.port, self.pin)

    def connect_as_original(self):
        return Original(self.host, self.port, self.pin)

    def user(self, stem="user", port=0, **whereabouts):
        """A new user who is logged in."""
        connection = self.connect()
        connection.user = self.name(stem)
        equal(200, connection.ask("REGISTER", connection.user, PASSWORD).code)
        log_in(connection, port, **whereabouts)
        return connection


def log_in(connection, port=0, **whereabouts):
    """Logs the connection's user in, and keeps what that brings."""
    reply = connection.ask("LOGIN", connection.user, PASSWORD, str(port), **whereabouts)
    equal(200, reply.code, f"the login of {connection.user}")
    connection.login = reply.params


def refused(reply, code, reason):
    equal((code, reason), reply.refusal, reply.line.name)


class KeepAlives:
    """The signs of life of one session, which are datagrams (SPEC 6)."""

    def __init__(self, host, port, line):
        self.user = line.user
        self.key = bytes.fromhex(line.login["key"])
        self.session = line.login["session"]
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((host, port))
        self.socket.settimeout(PATIENCE_S)

    def question(self, counter, timeout=30):
        return keepalive.ask(self.key, self.user, str(timeout), self.session, str(counter))

    def ask(self, timeout=30):
        """Asks until there is an answer, since datagrams get lost; returns the number, the question and the answer."""
        self.socket.settimeout(1)
        for counter in range(1, PATIENCE_S):
            question = self.question(counter, timeout)
            self.send(question)
            try:
                answer = self.socket.recv(2000)
            except socket.timeout:
                continue
            self.socket.settimeout(PATIENCE_S)
            return counter, question, answer
        raise AssertionError("no keep-alive is answered")

    def send(self, datagram):
        self.socket.send(datagram)

    def read(self):
        """The next datagram, whose tag must be right."""
        datagram = self.socket.recv(2000)
        that(keepalive.verifies(self.key, datagram), f"{datagram} has a right tag")
        return keepalive.read(datagram)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
