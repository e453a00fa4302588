"""What a running peer must do on its lines and in a sealed room (SPEC 7, 8, 12.1).

The checks connect only: they have no door of their own, and hear the room by multicast. The peer's person (or a program in
its place) accepts the chat that it is asked for, and says something whenever it is spoken to.
"""

import os
import ssl
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import certificates
import connections
import peers
import rooms
import seals
import values
from check_logins import Prover
from checks import Checks, Skipped, equal, that
from connections import LineConnection
from member import Group, Stream, Stream2
from running import PASSWORD, KeepAlives

CHECKS = Checks()
SECONDS = connections.PATIENCE_S


def run(registry, user, room):
    """Checks the running peer of a user, which has made that room; returns the exit code."""
    return 0 if CHECKS.run(Subject(registry, user, room), at_once=1) else 1


class PeerLine(LineConnection):
    """A line to a peer, which must prove the key of its contact before anything is said (SPEC 7, 12.1)."""

    def __init__(self, host, port, context, key):
        super().__init__(connections.connect(host, port, context))
        equal(key, certificates.proved_key(self.tls).hex(), "the key that the peer proves")

    def is_answer(self, line):
        return line.name == "ERROR" or line.name.endswith(("_RESPONSE", "_NOTIFICATION"))

    def ask(self, name, *words, **params):
        """The reply to a message."""
        reply = self.answer(self.say(name, *words, **params))
        peers.read_reply(reply.line)
        return reply

    def question(self, name):
        """The next message of that name."""
        line = self.other(name)
        peers.read_message(line)
        return line


class Subject:
    """The peer that is checked."""

    def __init__(self, registry, user, room):
        self.registry = registry
        self.user = user
        self.room = room

    def tester(self, **more):
        return Tester(self, **more)

    def later_tester(self):
        """One that speaks version 2 of rooms."""
        return Tester(self, caps="room2")


class Tester:
    """A user of our own, with an identity, at the registry and on a line to the peer."""

    def __init__(self, subject, connects=True, caps=None):
        self.subject = subject
        self.identity = Ed25519PrivateKey.generate()
        self.registry = self._proved(caps) if caps else self._unproved()
        self.name = self.registry.user
        self._ask_for_patience()
        found = self.registry.ask("SEARCH_USER", subject.user)
        equal(200, found.code, f"the search for {subject.user}")
        _, _, self.port, self.host, _, _, self.key = found.words
        self.line = self.connect() if connects else None

    def _unproved(self):
        """Logs in as earlier peers do, of whom nothing is known."""
        return self.subject.registry.user("tester", key=certificates.public_bytes(self.identity).hex())

    def _proved(self, caps):
        prover = Prover(self.subject.registry, identity=self.identity)
        prover.connection.user = self.subject.registry.name("tester")
        equal(200, prover.connection.ask("REGISTER", prover.connection.user, PASSWORD).code)
        reply = prover.ask("LOGIN", prover.connection.user, PASSWORD, caps=caps)
        equal(200, reply.code, "the login")
        prover.connection.login = reply.params
        return prover.connection

    def _ask_for_patience(self):
        """One keep-alive that names 30 seconds is enough for a check (SPEC 6)."""
        udp = int(self.registry.ask("HELLO_P2P").params.get("udp", "0"))
        with KeepAlives(self.subject.registry.host, udp, self.registry) as life:
            life.ask()

    def connect(self):
        """Another line to the peer."""
        return PeerLine(self.host, int(self.port), certificates.peer_context(self.identity), self.key)

    def message(self, text, log, number, first=1, message=None, sender=None, recipient=None):
        """The reply to a direct message (SPEC 7.1)."""
        return self.line.ask("DIRECT_MESSAGE", sender or self.name, recipient or self.subject.user, text,
                             id=message or os.urandom(16).hex(), log=log, n=number, first=first)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.line:
            self.line.close()
        self.registry.ask("LOGOUT")
        self.registry.close()


def is_shut_out(host, port, context):
    """Whether a peer says nothing to whom this TLS makes: in TLS 1.3 a client takes its own handshake for done at first."""
    try:
        with connections.connect(host, int(port), context) as tls:
            tls.sendall(b"@1 ARE_YOU_THERE\n")
            return tls.recv(1) == b""
    except (ssl.SSLError, ConnectionError):
        return True


# SPEC 12.1


@CHECKS.of("12.1")
def a_certificate_that_names_another_identity_is_refused(subject):
    with subject.tester(connects=False) as tester:
        lie = certificates.peer_context(Ed25519PrivateKey.generate(), claimed=certificates.public_bytes(tester.identity))
        that(is_shut_out(tester.host, tester.port, lie), "it is shut out")


@CHECKS.of("12.1")
def a_side_without_a_certificate_is_refused(subject):
    with subject.tester(connects=False) as tester:
        that(is_shut_out(tester.host, tester.port, certificates.registry_context()), "it is shut out")


# SPEC 7: chats


@CHECKS.of("7")
def a_chat_is_asked_for_and_accepted(subject):
    with subject.tester() as tester:
        answer = tester.line.ask("CHAT_REQUEST", subject.user, **{"from": tester.name})
        equal((["<ACCEPT>", "<200>"], [tester.name]), (answer.line.words[:2], answer.words))


@CHECKS.of("7")
def a_request_in_anothers_name_is_rejected(subject):
    with subject.tester() as tester, subject.tester(connects=False) as other:
        answer = tester.line.ask("CHAT_REQUEST", subject.user, **{"from": other.name})
        equal(["<REJECT>", "<404>"], answer.line.words[:2])


@CHECKS.of("7")
def an_unreadable_line_is_answered_and_the_line_goes_on(subject):
    with subject.tester() as tester:
        log = os.urandom(8).hex()
        equal(200, tester.message("first of all", log, 1).code)
        tester.line.send(b"@bad DIRECT_MESSAGE \\q\n")
        equal(("ERROR", "malformed"), _named(tester.line.answer("bad")))
        equal(200, tester.message("and here I am again", log, 2).code)


def _named(reply):
    return reply.line.name, reply.params.get("reason")


# SPEC 7.1: direct messages


@CHECKS.of("7.1")
def messages_are_taken_in_the_order_of_their_log(subject):
    with subject.tester() as tester:
        log, message = os.urandom(8).hex(), os.urandom(16).hex()
        taken = tester.message("one = 1", log, 1, message=message)
        equal((200, [tester.name, "one = 1"], log, "1"), (taken.code, taken.words, taken.params["log"], taken.params["n"]))
        equal(200, tester.message("one = 1", log, 1, message=message).code, "what was taken before")
        equal((300, "number-taken"), tester.message("another one", log, 1).refusal)
        equal((404, "out-of-order"), tester.message("three", log, 3).refusal)
        equal("2", tester.message("two", log, 2).params["n"])
        equal("9", tester.message("nine", log, 9, first=9).params["n"], "what is below first never comes")


@CHECKS.of("7.1")
def messages_of_others_and_for_others_are_refused(subject):
    with subject.tester() as tester, subject.tester(connects=False) as other:
        log = os.urandom(8).hex()
        equal((404, "not-sender"), tester.message("not me", log, 1, sender=other.name).refusal)
        equal((404, "not-recipient"), tester.message("not you", log, 1, recipient=other.name).refusal)


@CHECKS.of("7.1")
def what_is_not_acknowledged_is_sent_again_over_the_next_line(subject):
    with subject.tester() as tester:
        tester.message("say something to me", os.urandom(8).hex(), 1)
        first = tester.line.question("DIRECT_MESSAGE")
        equal(([subject.user, tester.name], "1"), (first.words[:2], first.params["first"]))
        tester.line.close()
        tester.line = tester.connect()
        equal(200, tester.message("and now", os.urandom(8).hex(), 1).code)
        again = tester.line.question("DIRECT_MESSAGE")
        equal((first.words, first.params), (again.words, again.params))
        tester.line.say("DIRECT_UNICAST_NOTIFICATION", "<SUCCESS>", "<200>", *again.words[::2], tag=again.tag,
                        **{key: again.params[key] for key in ("id", "log", "n")})
        following = tester.line.question("DIRECT_MESSAGE")
        equal((again.params["log"], "2"), (following.params["log"], following.params["n"]))


# SPEC 8: sealed rooms


class Talk:
    """A tester in the room, who speaks and hears by multicast."""

    def __init__(self, tester):
        self.tester = tester
        self.subject = tester.subject
        joined = tester.registry.ask("JOIN_CHAT_ROOM", self.subject.room, "-", "1")
        equal((200, "sealed"), (joined.code, joined.params.get("kind")), f"the joining of {self.subject.room}")
        self.group = Group(joined.params["group"], tester.registry.tls.getsockname()[0])
        self.stream = Stream(self.subject.room, tester.name, tester.identity, int(joined.params["version"]))
        number, instance = rooms.room_number(self.subject.room), bytes.fromhex(joined.params.get("instance", ""))
        room_hash = rooms.room_hash(self.subject.registry.pin, instance, self.subject.room)
        roster = {self.subject.user.lower(): bytes.fromhex(tester.key)}
        self.peer = seals.Member(tester.name, number, roster, {}, {}, room_hash)
        self._be_known(int(joined.params["version"]))

    def _be_known(self, version):
        """Speaks until a status of the peer is of a roster with us in it: what comes before that is nobody's."""
        for _ in range(2 * SECONDS):
            self.group.send(self.stream.status())
            try:
                return self.hear(lambda header, _: header.kind == seals.STATUS and header.epoch >= version, "a status", 0.5)
            except AssertionError:
                continue
        raise AssertionError(f"the peer did not learn of a member within {SECONDS} s")

    def give_keys(self):
        return self.tester.line.ask("ROOM_KEYS", self.tester.name, self.subject.room, *self.stream.keys())

    def broadcast(self, *datagrams):
        """The reply to datagrams that go over the line (SPEC 7)."""
        written = map(values.DATAGRAM.write, datagrams)
        return self.tester.line.ask("DIRECT_BROADCAST", self.tester.name, *written, room=self.subject.room)

    def hear(self, fits, what, seconds=SECONDS):
        """The first datagram of the room for which `fits`, given its header and all of it, returns something; and that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                datagram = self.group.read(end - time.monotonic())
                header = seals.read_header(datagram, self.peer.room, self.peer.room_hash[:8])
                found = fits(header, datagram) if header.stream != self.stream.id else None
            except (seals.Rejected, seals.Held, TimeoutError):
                continue
            if found:
                return found
        raise AssertionError(f"heard nothing of {what} within {seconds} s")

    def status(self, through):
        """The first status of the peer that says to have heard our stream up to that number."""

        def fits(header, datagram):
            if header.kind != seals.STATUS:
                return None
            heard = {each["stream"]: each["through"] for each in self.peer.read(datagram)[2]["heard"]}
            return datagram if heard.get(self.stream.id.hex()) == through else None

        return self.hear(fits, f"a status up to {through}")

    def nak(self):
        """The ranges of our stream that the peer asks the group for."""

        def fits(header, datagram):
            ranges = self.peer.read(datagram)[2]["ranges"] if header.kind == seals.NAK else ()
            return [(each["from"], each["to"]) for each in ranges if each["stream"] == self.stream.id.hex()]

        return self.hear(fits, "a nak")

    def sealed(self):
        """The next sealed datagram of the room, and its header."""
        return self.hear(lambda header, datagram: (header, datagram) if header.kind == seals.SEALED else None, "a message")

    def keys_of(self, stream):
        """Asks the peer for the keys of its stream, and keeps them."""
        answer = self.tester.line.ask("ASK_ROOM_KEYS", self.tester.name, self.subject.room, stream.hex(), "0")
        if answer.code == 200:
            salt, _, *chains = answer.words
            equal(stream, rooms.stream(self.subject.room, bytes.fromhex(self.tester.key), bytes.fromhex(salt)))
            self.peer.owners[stream] = self.subject.user.lower()
            for chain in chains:
                epoch, number, key = chain.split(":")
                self.peer.chains[stream, int(epoch)] = int(number), bytes.fromhex(key)
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tester.registry.ask("ROOM_EXIT", self.tester.name, self.subject.room)
        self.group.close()


@CHECKS.of("8.3")
def what_comes_over_a_line_is_acknowledged_by_a_status(subject):
    with subject.tester() as tester, Talk(tester) as talk:
        equal(200, talk.give_keys().code)
        equal(200, talk.broadcast(talk.stream.say("over the line"), talk.stream.status()).code)
        talk.status(through=1)


@CHECKS.of("8.5")
def datagrams_may_come_before_their_keys(subject):
    with subject.tester() as tester, Talk(tester) as talk:
        talk.group.send(talk.stream.say("too early"))
        talk.group.send(talk.stream.status())
        equal(200, talk.give_keys().code)
        talk.status(through=1)


@CHECKS.of("8.6")
def what_fails_a_check_uses_no_number_up(subject):
    with subject.tester() as tester, Talk(tester) as talk:
        talk.give_keys()
        honest, stream = tester.identity, talk.stream
        stream.identity = Ed25519PrivateKey.generate()
        forged = stream.seal(1, "this is not signed by me")
        stream.identity = honest
        genuine = stream.say("this is")
        damaged = genuine[:-1] + bytes([genuine[-1] ^ 1])
        for datagram in (forged, damaged, stream.status()):
            talk.group.send(datagram)
        equal([(1, 1)], talk.nak(), "what is still missing")
        talk.group.send(genuine)
        talk.status(through=1)


@CHECKS.of("8.8")
def what_is_lost_is_asked_for(subject):
    with subject.tester() as tester, Talk(tester) as talk:
        talk.give_keys()
        lost = talk.stream.say("the first line")
        talk.group.send(talk.stream.say("the second line"))
        talk.group.send(talk.stream.status())
        equal([(1, 1)], talk.nak())
        talk.group.send(lost)
        talk.status(through=2)


@CHECKS.of("8.8")
def what_the_peer_says_can_be_opened_and_repaired(subject):
    with subject.tester() as tester, Talk(tester) as talk:
        talk.give_keys()
        talk.group.send(talk.stream.say("say something to us"))
        talk.group.send(talk.stream.status())
        header, datagram = talk.sealed()
        equal(200, talk.keys_of(header.stream).code)
        that(talk.peer.read(datagram)[2]["text"], "it says something")
        number = str(header.sequence)
        repaired = tester.line.ask("ASK_ROOM_REPAIR", tester.name, subject.room, header.stream.hex(), number, number)
        equal([values.DATAGRAM.write(datagram)], repaired.words)
        talk.group.send(talk.stream.nak(header.stream, header.sequence, header.sequence))
        equal((header, datagram), talk.sealed())
        talk.group.send(talk.stream.status(heard=[(header.stream, header.sequence)]))


class Talk2(Talk):
    """The same in version 2."""

    def __init__(self, tester):
        super().__init__(tester)
        listed = tester.registry.ask("DISCOVER_PEERS", self.subject.room)
        if "instance" not in listed.params:
            raise Skipped("the room has no instance")
        members = {listed.words[at].lower(): bytes.fromhex(listed.words[at + 6].strip("-"))
                   for at in range(1, len(listed.words), 7)}
        version = int(listed.params["version"])
        self.roster = version, rooms.roster_hash(bytes.fromhex(listed.params["instance"]), version, members)
        self.stream = Stream2(self.subject.room, tester.name, tester.identity, self.peer.room_hash, self.roster)

    def give_keys(self):
        words = self.tester.name, self.subject.room, *self.stream.keys()
        return self.tester.line.ask("ROOM_KEYS", *words, control=self.stream.control())

    def named_in(self, beside):
        """The roster that something of version 2 names: its version and hash."""
        return beside["roster"]["version"], bytes.fromhex(beside["roster"]["hash"])


@CHECKS.of("8.10")
def members_of_version_2_compare_hashes_and_rosters(subject):
    with subject.later_tester() as tester, Talk2(tester) as talk:
        equal(200, talk.give_keys().code)
        talk.group.send(talk.stream.say("say something to us, in version 2"))
        talk.group.send(talk.stream.status())
        header, datagram = talk.sealed()
        equal(2, header.version)
        equal(200, talk.keys_of(header.stream).code)
        _, kind, fields, is_written_so, (_, link) = talk.peer.read(datagram)
        equal(("Messages", True), (kind, is_written_so))
        that(fields["messages"][0]["body"]["text"], "it says something")
        equal(talk.roster, talk.named_in(link), "the roster")
        talk.group.send(talk.stream.say("and I have heard you"))
        talk.group.send(talk.stream.status())
        _, _, status, _, (_, witness) = talk.peer.read(talk.status(through=2))
        heard = [each["stream"] for each in status["heard"]].index(talk.stream.id.hex())
        equal(talk.stream.head.hex(), witness["heard"][heard], "the hash of what was heard")
        equal(talk.roster, talk.named_in(witness), "the roster")


@CHECKS.of("7")
def who_is_no_member_gets_nothing_of_a_room(subject):
    with subject.tester() as tester:
        with Talk(tester) as talk:
            talk.give_keys()
            talk.group.send(talk.stream.say("say something to us, for the last time"))
            talk.group.send(talk.stream.status())
            header, _ = talk.sealed()
        equal(404, talk.keys_of(header.stream).code)
        equal(404, talk.give_keys().code)
        equal(404, talk.broadcast(talk.stream.say("from outside")).code)
        asked = tester.line.ask("ASK_ROOM_REPAIR", tester.name, subject.room, header.stream.hex(), "1", "1")
        equal(404, asked.code)
