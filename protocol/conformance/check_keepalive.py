"""What a running registry must do with signs of life (SPEC 6)."""

import time

import keepalive
from checks import Checks, Skipped, equal, that
from running import KeepAlives

CHECKS = Checks()


def keep_alives(registry, line):
    if not registry.udp:
        raise Skipped("no --udp port was named")
    return KeepAlives(registry.host, registry.udp, line)


@CHECKS.of("6")
def a_silent_peer_is_probed_and_a_line_saves_it(registry):
    with registry.user() as line, keep_alives(registry, line) as udp:
        number, _, _ = udp.ask(timeout=2)
        begun = time.monotonic()
        line.notice("PROBE")
        that(1.5 < time.monotonic() - begun < 4, "probed after the two seconds that it named")
        equal(200, line.ask("PING").code)
        line.notice("PROBE")
        equal(("expired", (line.user, udp.session, "1")), udp.read())
        equal(["timeout"], line.notice("SESSION_ENDED").words)
        that(line.is_closed(), "the connection is closed")
        udp.send(udp.question(number + 1))
        equal(("answer", ("404", udp.session, str(number + 1))), udp.read(), "the session is over")


@CHECKS.of("6")
def a_keep_alive_is_answered_once_and_no_longer_than_it_is(registry):
    with registry.user() as line, keep_alives(registry, line) as udp:
        number, question, answer = udp.ask()
        equal(("answer", ("200", udp.session, str(number))), keepalive.read(answer))
        that(len(answer) <= len(question), "the answer is no longer than the question")
        udp.send(question)  # a replay, which gets no answer: the next one answers what is behind it
        udp.send(udp.question(number + 1))
        equal(("answer", ("200", udp.session, str(number + 1))), udp.read())


@CHECKS.of("6")
def forged_keep_alives_get_no_answer(registry):
    with registry.user() as line, registry.user() as other, keep_alives(registry, line) as udp:
        number, _, _ = udp.ask()
        following = str(number + 1)
        genuine = udp.question(following)
        udp.send(genuine[:-1] + (b"0" if genuine[-1:] != b"0" else b"1"))
        udp.send(keepalive.ask(bytes(32), line.user, "30", udp.session, following))
        udp.send(keepalive.ask(udp.key, other.user, "30", udp.session, following))
        udp.send(keepalive.ask(udp.key, line.user, "30", other.login["session"], following))
        udp.send(f"KEEP_ALIVE {line.user}".encode())
        udp.send(b"\xff" * 300)
        udp.send(genuine)
        equal(("answer", ("200", udp.session, following)), udp.read())
