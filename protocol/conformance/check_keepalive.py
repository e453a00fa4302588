"""What a running registry must do with signs of life (SPEC 6)."""

import socket
import time

import connections
import keepalive
from checks import Checks, Skipped, equal, that

CHECKS = Checks()


class KeepAlives:
    """The datagrams of one session."""

    def __init__(self, registry, line):
        if not registry.udp:
            raise Skipped("no --udp port was named")
        self.line = line
        self.key = bytes.fromhex(line.login["key"])
        self.session = line.login["session"]
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((registry.host, registry.udp))
        self.socket.settimeout(connections.PATIENCE_S)

    def question(self, counter, timeout=30):
        return keepalive.ask(self.key, self.line.user, str(timeout), self.session, str(counter))

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


@CHECKS.of("6")
def a_silent_peer_is_probed_and_a_line_saves_it(registry):
    with registry.user() as line, KeepAlives(registry, line) as udp:
        udp.send(udp.question(1, timeout=2))
        udp.read()
        begun = time.monotonic()
        line.notice("PROBE")
        that(1.5 < time.monotonic() - begun < 4, "probed after the two seconds that it named")
        equal(200, line.ask("PING").code)
        line.notice("PROBE")
        equal(("expired", (line.user, udp.session, "1")), udp.read())
        equal(["timeout"], line.notice("SESSION_ENDED").words)
        that(line.is_closed(), "the connection is closed")
        udp.send(udp.question(2))
        equal(("answer", ("404", udp.session, "2")), udp.read(), "the session is over")


@CHECKS.of("6")
def a_keep_alive_is_answered_once_and_no_longer_than_it_is(registry):
    with registry.user() as line, KeepAlives(registry, line) as udp:
        question = udp.question(1)
        udp.send(question)
        answer = udp.socket.recv(2000)
        equal(("answer", ("200", udp.session, "1")), keepalive.read(answer))
        that(len(answer) <= len(question), "the answer is no longer than the question")
        udp.send(question)  # a replay, which gets no answer: the next one answers what is behind it
        udp.send(udp.question(2))
        equal(("answer", ("200", udp.session, "2")), udp.read())


@CHECKS.of("6")
def forged_keep_alives_get_no_answer(registry):
    with registry.user() as line, registry.user() as other, KeepAlives(registry, line) as udp:
        genuine = udp.question(3)
        udp.send(genuine[:-1] + (b"0" if genuine[-1:] != b"0" else b"1"))
        udp.send(keepalive.ask(bytes(32), line.user, "30", udp.session, "3"))
        udp.send(keepalive.ask(udp.key, other.user, "30", udp.session, "3"))
        udp.send(keepalive.ask(udp.key, line.user, "30", other.login["session"], "3"))
        udp.send(f"KEEP_ALIVE {line.user}".encode())
        udp.send(b"\xff" * 300)
        udp.send(genuine)
        equal(("answer", ("200", udp.session, "3")), udp.read())
