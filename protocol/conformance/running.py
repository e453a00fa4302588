"""A running registry as the checks meet it: where it is, and how to become its user.

Every check makes users and rooms of its own, so that checks disturb neither each other nor people who use the registry.
"""

import hashlib
import itertools
import secrets

import certificates
from checks import equal
from connections import Native, Original

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
