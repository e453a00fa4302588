"""Connections: native lines with questions and answers (SPEC 3, 4, 7), and the records of the original dialect (SPEC 5)."""

import collections
import dataclasses
import itertools
import socket

import certificates
import lines
import messages
import original
from lines import Line

PATIENCE_S = 20


@dataclasses.dataclass(frozen=True)
class Reply:
    """A reply: its code, the words behind the status, the parameters."""

    line: Line
    code: int
    words: list
    params: dict

    @property
    def refusal(self):
        """The code and the reason of a refusal."""
        return self.code, self.params.get("reason")


def connect(host, port, context):
    """A TLS connection. Nothing is known of the other side yet."""
    plain = socket.create_connection((host, port), PATIENCE_S)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        return context.wrap_socket(plain)
    except OSError:
        plain.close()
        raise


class LineConnection:
    """Lines over TLS. Answers are found by their tags; what comes meanwhile waits for its turn."""

    def __init__(self, tls):
        self.tls = tls
        self.others = collections.deque()  # lines that answer nothing of ours: notices, questions
        self._tags = (f"t{number}" for number in itertools.count(1))
        self._buffer = b""

    def send(self, data):
        """Sends bytes as they are."""
        self.tls.sendall(data)

    def say(self, name, *words, tag=None, **params):
        """Sends a line; returns its tag."""
        tag = tag or next(self._tags)
        line = Line(tag, name, list(map(str, words)), {key: str(value) for key, value in params.items()})
        self.send(lines.encode(line).encode("utf-8") + b"\n")
        return tag

    def read(self):
        """The next line, whatever it is; raises EOFError where the other side has closed."""
        while b"\n" not in self._buffer:
            chunk = self.tls.recv(16384)
            if not chunk:
                raise EOFError("the other side has closed the connection")
            self._buffer += chunk
        data, _, self._buffer = self._buffer.partition(b"\n")
        return lines.decode(data)

    def answer(self, tag):
        """The answer under that tag. All other lines wait."""
        while True:
            line = self.read()
            if line.tag == tag and self.is_answer(line):
                _, code, words = messages.status(line.words)
                return Reply(line, code, words, line.params)
            self.others.append(line)

    def is_answer(self, line):
        """Whether a line answers something of ours."""
        return line.tag not in "!?"

    def other(self, *names):
        """The next line of one of these names that answers nothing; those before it are passed over."""
        while True:
            line = self.others.popleft() if self.others else self.read()
            if line.name in names:
                return line

    def is_closed(self):
        """Waits until the other side closes."""
        try:
            while True:
                self.others.append(self.read())
        except (EOFError, OSError):
            return True

    def close(self):
        self.tls.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Native(LineConnection):
    """A connection to a registry in its native dialect (SPEC 4)."""

    def __init__(self, host, port, pin):
        super().__init__(connect(host, port, certificates.registry_context()))
        certificates.check_registry(self.tls, pin)

    def ask(self, name, *words, **params):
        """The reply to a request. One that breaks SPEC 4.1 raises messages.Refused."""
        tag = self.say(name, *words, **params)
        reply = self.answer(tag)
        shape = messages.shape_of(Line(tag, name, list(words), {}))
        messages.read_reply(reply.line, shape.command if shape else "UNKNOWN")
        return reply

    def notice(self, name):
        """The next notice of that name."""
        line = self.other(name)
        messages.read_notice(line)
        return line


class Original:
    """A connection in the original dialect: one record is one message (SPEC 5.1)."""

    def __init__(self, host, port, pin):
        self.tls = connect(host, port, certificates.registry_context())
        certificates.check_registry(self.tls, pin)

    def greeted(self):
        """Says hello and reads the greeting."""
        self.send("HELLO_P2P")
        greeting = self.read()
        if greeting != original.GREETING:
            raise AssertionError(f"no greeting: {greeting!r}")
        return self

    def send(self, text):
        self.tls.sendall(text.encode("utf-8"))

    def read(self):
        """The text of the next record; empty where the registry has closed."""
        return self.tls.recv(16384).decode("utf-8")

    def ask(self, text):
        self.send(text)
        return self.read()

    def close(self):
        self.tls.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
