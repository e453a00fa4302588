"""What a running registry must do with lines, tags and requests of any kind (SPEC 3, 4.1, 4.2)."""

from checks import Checks, equal, that
from running import PASSWORD, refused

CHECKS = Checks()


@CHECKS.of("3.1")
def unreadable_lines_are_answered_and_cost_nothing(registry):
    with registry.connect() as line:
        for said, tag in ((b"@a1 PING =\n", "a1"), (b"@a2  PING\n", "a2"), (b"@a3 PING x\x07\n", "a3"),
                          (b"@a4 PING \xff\n", "a4"), (b"@a5 PING \\q\n", "a5")):
            line.send(said)
            answer = line.read()
            equal((tag, "ERROR", ["<MALFORMED>", "<400>"], "malformed"),
                  (answer.tag, answer.name, answer.words, answer.params.get("reason")))
        equal(200, line.ask("PING").code)


@CHECKS.of("3.1")
def a_line_without_a_readable_tag_is_answered_under_a_question_mark(registry):
    with registry.connect() as line:
        line.send(b"@" + b"a" * 17 + b" PING\n")
        equal(("?", "ERROR"), (line.read().tag, "ERROR"))
        line.send(b"@x PING " + b"a" * 8200 + b"\n")
        answer = line.read()
        equal(("?", "too-long"), (answer.tag, answer.params.get("reason")))
        equal(200, line.ask("PING").code)


@CHECKS.of("3.1")
def bytes_may_be_spread_over_records(registry):
    with registry.connect() as line:
        for byte in b"@s PING\r\n":
            line.send(bytes([byte]))
        equal("PONG", line.answer("s").line.name)


@CHECKS.of("3.2")
def unknown_parameters_are_ignored(registry):
    with registry.connect() as line:
        equal(200, line.ask("PING", mood="sunny").code)


@CHECKS.of("3.2")
def missing_words_and_words_too_many_are_malformed(registry):
    with registry.connect() as line:
        refused(line.ask("REGISTER", registry.name("short")), 400, "malformed")
        refused(line.ask("PING", "twice"), 400, "malformed")
        refused(line.ask("LOGIN", "a", "b", "1", "2"), 400, "malformed")


@CHECKS.of("3.4")
def tags_of_notices_and_of_unreadable_lines_are_no_tags_of_requests(registry):
    with registry.connect() as line:
        for tag in "!?":
            line.say("PING", tag=tag)
            answer = line.read()
            equal(("?", "ERROR", "malformed"), (answer.tag, answer.name, answer.params.get("reason")))


@CHECKS.of("3.4")
def replies_come_in_the_order_of_the_requests(registry):
    with registry.connect() as line:
        user = registry.name("order")
        # The first takes a hash of a password, the others next to nothing.
        said = [line.say("REGISTER", user, PASSWORD), line.say("LOGIN", user, PASSWORD)]
        said += [line.say("PING") if number % 2 else line.say("SEARCH_USER", user) for number in range(30)]
        equal(said, [answer.tag for answer in (line.read() for _ in said) if answer.tag != "!"])


@CHECKS.of("3.4")
def what_follows_a_logout_is_answered_as_a_stranger_is(registry):
    with registry.user() as line:
        first, second = line.say("LOGOUT"), line.say("SEARCH_USER", line.user)
        equal(200, line.answer(first).code)
        refused(line.answer(second), 404, "not-logged-in")


@CHECKS.of("4.1")
def unknown_commands_are_refused_and_the_connection_goes_on(registry):
    with registry.connect() as line:
        reply = line.ask("MAKE_COFFEE", "black")
        equal("ERROR", reply.line.name)
        refused(reply, 404, "unknown-command")
        equal(200, line.ask("PING").code)


@CHECKS.of("4.1")
def what_needs_a_login_is_refused_without_one(registry):
    with registry.connect() as line:
        for name, *words in (("LOGOUT",), ("CREATE_CHAT_ROOM", "lab", "-", "0", ""), ("JOIN_CHAT_ROOM", "lab", "-", "1"),
                             ("ROOM_EXIT", "dana", "lab"), ("KICK", "dana", "lab"), ("SHOW_ROOMS_LIST", "PARTIAL"),
                             ("SEARCH_USER", "dana"), ("DISCOVER_PEERS", "PARTIAL"), ("DISCOVER_PEERS", "lab")):
            refused(line.ask(name, *words), 404, "not-logged-in")


@CHECKS.of("4.1")
def words_are_looked_at_before_logins(registry):
    with registry.connect() as line:
        refused(line.ask("CREATE_CHAT_ROOM", "lab", "-", "many", ""), 400, "malformed")


@CHECKS.of("4.1")
def a_bad_name_meets_the_reason_of_an_unknown_one(registry):
    with registry.user() as line:
        refused(line.ask("SEARCH_USER", "no name"), 404, "no-such-user")
        refused(line.ask("JOIN_CHAT_ROOM", "123", "-", "1"), 404, "no-such-room")
        refused(line.ask("ROOM_EXIT", "System", "lab"), 404, "not-yours")
        refused(line.ask("CREATE_CHAT_ROOM", "q", "-", "0", ""), 404, "bad-name")


@CHECKS.of("4.2")
def a_hello_tells_version_and_port_and_may_come_again(registry):
    with registry.connect() as line:
        first = line.ask("HELLO_P2P", version="7", client="conformance")
        that(1 <= int(first.params["version"]) <= 7, "the version is no higher than asked")
        again = line.ask("HELLO_P2P")
        equal("1", again.params["version"])
        if registry.udp:
            equal(str(registry.udp), again.params.get("udp"))


@CHECKS.of("4.6")
def a_ping_is_answered_without_a_login(registry):
    with registry.connect() as line:
        equal("PONG", line.ask("PING").line.name)
