#!/usr/bin/env python3
"""Checks the vectors of the protocol, or running programs, against an implementation written from SPEC.md.

    python3 protocol/conformance/run.py [FILE…]
    python3 protocol/conformance/run.py --registry HOST:PORT --pin PIN [--udp PORT] [--no-original]
    python3 protocol/conformance/run.py --registry HOST:PORT --pin PIN --peer USER --room ROOM

Without an option it checks vectors. A line per file tells how many hold; each one that does not is told with its place,
what was expected and what came.

With --registry it checks a running registry as a client; the pin is what the registry prints as its key. With --peer as
well, it checks the running peer of that user instead, who must have made that sealed room, must accept the chat that it
is asked for, and must say something whenever it is spoken to, in the room and in private.

The exit code is 1 where anything fails, and 75 where nothing could be checked.
"""

import argparse
import pathlib
import re
import sys

import bodies
import files
import handouts
import keepalive
import letters
import lines
import links
import logins
import messages
import original
import peers
import rooms
import text
import values
import vectors
from vectors import unquote

NOTHING_CHECKED = 75

try:
    import mailbox
    import seals
except ImportError:
    mailbox = seals = None  # the package cryptography is missing


def _line(read):
    """The outcome of a line: what it means, whether it is spelt as a writer spells it, or how it is refused."""

    def outcome(row):
        spelt = row.columns[-2]
        try:
            message = read(row, lines.decode(spelt.encode("utf-8")))
        except lines.Unreadable as e:
            return f"unreadable @{e.tag}"
        except messages.Refused as e:
            return f"bad {e.command} {e.reason}"
        return ("ok " if lines.encode(message.line) == spelt else "read ") + message.meaning

    return outcome


def _peer(row, line):
    return peers.read_message(line) if row.columns[1] == "message" else peers.read_reply(line)


def _bad_line(row):
    try:
        lines.decode(unquote(row.columns[1]).encode("latin-1"))
    except lines.Unreadable as e:
        return str(e)
    return "none"


def _hostile(row):
    return vectors.quote(text.safe(unquote(row.columns[1])))


def _name(row):
    return "valid" if values.is_name(unquote(row.columns[1])) else "invalid"


def _file_name(row):
    return vectors.quote(files.safe(unquote(row.columns[1])))


def _link(row):
    return links.written_anew(unquote(row.columns[1])) or "invalid"


def _original(row):
    """A request's outcome, or the record of a refusal. Successes give no input: only their form is checked."""
    said = unquote(row.columns[2])
    if row.columns[1] == "reply":
        verb, _, rest = row.columns[3].partition(" ")
        if verb == "refused":
            return row.columns[3] if original.refusal(*rest.split()) == said else original.refusal(*rest.split())
        return row.columns[3] if original.is_success(said) else "no success"
    try:
        meant = original.read_request(said)
    except messages.Refused as e:
        return f"bad {e.command} {e.reason}"
    return f"ok {meant}" if meant else "silence"


def _safety_number(row):
    own, own_key, other, other_key = row.columns[1:5]
    return rooms.safety_number((own, bytes.fromhex(own_key)), (other, bytes.fromhex(other_key)))


def _stream(row):
    return rooms.stream(row.columns[1], *map(bytes.fromhex, row.columns[2:4])).hex()


def _chain(row):
    key = rooms.chain_key_further_on(bytes.fromhex(row.columns[1]), int(row.columns[2]))
    return f"{key.hex()} | {rooms.message_key(key).hex()}"


def _open(row):
    said = row.columns[1]
    data = unquote(said).encode("utf-8") if said.startswith('"') else bytes.fromhex(said)
    read = rooms.read_open(data)
    return ("ok " if read[1] else "read ") + vectors.meaning("OpenDatagram", read[0]) if read else "none"


def _keep_alive(row):
    kind, fields, key, datagram = row.columns
    if kind == "window":
        window = keepalive.Window()
        return " ".join("1" if window.accept(int(number)) else "0" for number in fields.split())
    data = re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), datagram.encode("ascii"))
    key, read = bytes.fromhex(key), keepalive.read(data)
    if not read:
        return "malformed"
    if read[0] == "bare":
        return f"bare {read[1]}"
    if not keepalive.verifies(key, data):
        return "forged"
    writer = {"ask": keepalive.ask, "answer": keepalive.answer, "expired": keepalive.expired}[read[0]]
    spelt = "" if writer(key, *read[1]) == data else " spelt otherwise"
    return " ".join([read[0], *read[1]]) + spelt


def _keep_alive_expected(row):
    return row.columns[3] if row.columns[0] == "window" else " ".join(row.columns[:2]).strip()


def _room_hash(row):
    pin, instance = bytes.fromhex(row.columns[1]), bytes.fromhex(row.columns[2])
    version, _, *members = row.columns[5].split()
    keys = [None if key == "-" else bytes.fromhex(key) for key in members[1::2]]
    roster = rooms.roster_hash(instance, int(version), dict(zip(map(str.lower, members[::2]), keys)))
    return f"{rooms.room_hash(pin, instance, row.columns[3]).hex()} | {' '.join([version, roster.hex(), *members])}"


# The members and the stream that the heads of sealed-datagrams.txt and sealed-datagrams-2.txt describe.
_ROSTER = {
    "kareem": bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    "ada": bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
}
_STREAM = bytes.fromhex("0fedcba987654321")
_ROOM_HASH = rooms.room_hash(b"\xa0" * 32, b"\xb1" * 16, "Networks")


def _sealed(row):
    owners, chains, controls = {}, {}, {}
    if row.columns[1] != "-":
        epoch, first, key = row.columns[1].split(":")
        owners, chains = {_STREAM: "kareem"}, {(_STREAM, int(epoch)): (int(first), bytes.fromhex(key))}
        controls = {(_STREAM, 7): b"\xc2" * 32}
    member = seals.Member("myname", rooms.room_number("Networks"), _ROSTER, owners, chains, _ROOM_HASH, controls)
    try:
        header, kind, fields, is_written_so, *beside = member.read(bytes.fromhex(row.columns[2]))
    except seals.Rejected as e:
        return str(e)
    except seals.Held as e:
        header = e.header
        return f"NoKey stream={header.stream.hex()} epoch={header.epoch} sequence={header.sequence}"
    spelling = "ok" if is_written_so else "read"
    said = [("RoomHeader", header.fields()), (kind, fields), *beside]
    return " ".join([spelling, *(vectors.meaning(*part) for part in said)])


def _login_proof(row):
    """The bytes that are signed, and whether the line's proof is a signature of them."""
    pin, certificate, challenge = map(bytes.fromhex, row.columns[1:4])
    line = lines.decode(row.columns[4].encode("utf-8"))
    signed = logins.signed(line, pin, certificate, challenge)
    return signed.hex() if not seals or logins.verifies(line, signed) else "no proof"


def _digest(row):
    _, password, pin, user, _, digest = row.columns
    salt = logins.salt(bytes.fromhex(pin), user)
    computed = logins.digest(unquote(password), salt)
    return f"{salt.hex()} | {computed.hex() if computed else digest}"


def _body(row):
    try:
        fields, known = bodies.read(bytes.fromhex(row.columns[1]))
    except bodies.Malformed:
        return "malformed"
    except bodies.Unreadable:
        return "unreadable"
    return ("ok " if known else "read ") + vectors.meaning("MessageBody", fields)


# The keys that the heads of prekeys.txt and letters.txt describe.
_PIN = bytes.fromhex("ebdfd1cc34deeadc699fdd20b4fb0b25781e70e04fdbb13904905d838fe2e599")
_PREKEYS = {bytes.fromhex("0123456789abcdef"): bytes(range(32))}


def _prekey(row):
    try:
        read = mailbox.read_prekey(bytes.fromhex(row.columns[1]), "Ada", _ROSTER["ada"], _PIN)
    except mailbox.Rejected as e:
        return str(e)
    return "ok " + vectors.meaning("Prekey", read)


def _letter(row):
    try:
        read = mailbox.read_letter(bytes.fromhex(row.columns[1]), _PREKEYS, _PIN, _ROSTER["ada"])
    except mailbox.Rejected as e:
        return str(e)
    return "ok " + vectors.meaning("LetterContent", read)


def _handout(row):
    _, what, said, _ = row.columns
    if what == "piece":
        read = handouts.open_piece(bytes.fromhex("0123456789abcdef"), bytes(range(32)), bytes.fromhex(said))
        return "serial={} block={} number={} content={}".format(*read[:3], read[3].hex()) if read else "none"
    if what == "repair":
        number, *sources = said.split()
        return handouts.repair(list(map(bytes.fromhex, sources)), int(number)).hex()
    cut = handouts.blocks(*map(int, said.split()))
    return f"{sum(cut)} pieces in {len(cut)} blocks of {cut[0]} to {cut[-1]}" if cut else "none"


def _last(row):
    return row.columns[-1]


# For each file: how a vector is worked out, what it expects, what parts its columns.
CHECKS = {
    "bad-lines.txt": (_bad_line, _last, " | "),
    "bodies.txt": (_body, _last, " | "),
    "chains.txt": (_chain, lambda row: " | ".join(row.columns[-2:]), " | "),
    "digests.txt": (_digest, lambda row: " | ".join(row.columns[-2:]), " | "),
    "handouts.txt": (_handout, _last, " | "),
    "hostile-text.txt": (_hostile, lambda row: vectors.quote(unquote(_last(row))), " | "),
    "join-links.txt": (_link, _last, " | "),
    "keepalive.txt": (_keep_alive, _keep_alive_expected, "|"),
    "letters.txt": (_letter, _last, " | "),
    "login-proofs.txt": (_login_proof, _last, " | "),
    "file-names.txt": (_file_name, lambda row: vectors.quote(unquote(_last(row))), " | "),
    "names.txt": (_name, _last, " | "),
    "native-notices.txt": (_line(lambda row, line: messages.read_notice(line)), _last, " | "),
    "native-peer.txt": (_line(_peer), _last, " | "),
    "native-replies.txt": (_line(lambda row, line: messages.read_reply(line, row.columns[1])), _last, " | "),
    "native-requests.txt": (_line(lambda row, line: messages.read_request(line)), _last, " | "),
    "open-datagrams.txt": (_open, _last, " | "),
    "original.txt": (_original, _last, " | "),
    "prekeys.txt": (_prekey, _last, " | "),
    "room-hashes.txt": (_room_hash, lambda row: " | ".join(row.columns[-2:]), " | "),
    "safety-numbers.txt": (_safety_number, _last, " | "),
    "sealed-datagrams.txt": (_sealed, _last, " | "),
    "sealed-datagrams-2.txt": (_sealed, _last, " | "),
    "stream-ids.txt": (_stream, _last, " | "),
}


NEED_CRYPTOGRAPHY = {"handouts.txt", "letters.txt", "prekeys.txt", "sealed-datagrams.txt",
                     "sealed-datagrams-2.txt"}


def check(path):
    """Prints how many vectors of the file hold, and those that do not. Returns whether all do."""
    if path.name not in CHECKS:
        print(f"{path.name}  skipped: this runner does not check it yet")
        return True
    if path.name in NEED_CRYPTOGRAPHY and not seals:
        print(f"{path.name}  skipped: python3 lacks the package cryptography (apt-get install python3-cryptography)")
        return True
    work_out, expected, separator = CHECKS[path.name]
    rows = vectors.rows(path, separator)
    failures = [(row, got) for row in rows if (got := work_out(row)) != expected(row)]
    print(f"{path.name}  {len(rows) - len(failures)} of {len(rows)}")
    for row, got in failures:
        print(f"  {path}:{row.number}: {row.columns[0]}\n    expected {expected(row)}\n    got      {got}")
    return bool(rows) and not failures


def _programs(options):
    """Checks what runs; the modules for it need the package cryptography and Python 3.10."""
    if not seals or sys.version_info < (3, 10):
        print("skipped: this needs Python 3.10 or newer and its package cryptography (apt-get install python3-cryptography)")
        return NOTHING_CHECKED
    import check_hosting
    import check_keepalive
    import check_lines
    import check_lists
    import check_logins
    import check_mail
    import check_original
    import check_peer
    import check_rooms
    import check_sessions
    from checks import Checks
    from running import Registry
    host, _, port = options.registry.rpartition(":")
    registry = Registry(host, int(port), options.pin, options.udp)
    if options.peer:
        return check_peer.run(registry, options.peer, options.room)
    # Those that wait for time to pass come first: the others run meanwhile.
    modules = [check_original] if options.original else []
    modules += [check_keepalive, check_lines, check_sessions, check_logins, check_rooms, check_hosting, check_mail, check_lists]
    return 0 if Checks(*(module.CHECKS for module in modules)).run(registry) else 1


def main(arguments):
    parser = argparse.ArgumentParser(description="Checks vectors, a registry or a peer against SPEC.md.")
    parser.add_argument("files", metavar="FILE", nargs="*", type=pathlib.Path, help="vectors to check; all without any")
    parser.add_argument("--registry", metavar="HOST:PORT", help="the registry to check, or at which the peer is found")
    parser.add_argument("--pin", help="its key, as it prints it")
    parser.add_argument("--udp", metavar="PORT", type=int, help="its port of keep-alives, which are left out otherwise")
    parser.add_argument("--no-original", dest="original", action="store_false", help="it does not speak that dialect")
    parser.add_argument("--peer", metavar="USER", help="whose running peer to check")
    parser.add_argument("--room", help="the sealed room that this user has made")
    options = parser.parse_args(arguments)
    if bool(options.registry) != bool(options.pin) or options.peer and not options.room:
        parser.error("--registry and --pin go together, and --peer needs --room")
    if options.registry:
        return _programs(options)
    paths = options.files or sorted(vectors.FOLDER.glob("*.txt"))
    return 0 if all([check(path) for path in paths]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
