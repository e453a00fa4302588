"""What a running registry must do with accounts and sessions (SPEC 4.3)."""

from checks import Checks, equal, that
from running import OTHER_PASSWORD, PASSWORD, log_in, refused

CHECKS = Checks()


@CHECKS.of("4.3")
def a_name_is_registered_once_whatever_its_case(registry):
    with registry.connect() as line:
        user = registry.name("Dana")
        equal(200, line.ask("REGISTER", user, PASSWORD).code)
        refused(line.ask("REGISTER", user.upper(), PASSWORD), 300, "name-taken")
        refused(line.ask("REGISTER", "12345", PASSWORD), 404, "bad-name")
        line.user = user.lower()
        log_in(line)
        equal(user, line.ask("SEARCH_USER", user.upper()).words[0], "the name as first written")


@CHECKS.of("4.3")
def a_login_brings_all_five(registry):
    with registry.user() as line:
        equal({"session", "token", "key", "ip"} - line.login.keys(), set())


@CHECKS.of("4.3")
def wrong_password_and_unknown_user_look_the_same(registry):
    with registry.user() as line, registry.connect() as stranger:
        refused(stranger.ask("LOGIN", line.user, OTHER_PASSWORD), 404, "bad-credentials")
        refused(stranger.ask("LOGIN", registry.name("nobody"), PASSWORD), 404, "bad-credentials")


@CHECKS.of("4.3")
def a_user_who_is_online_is_told_so_only_with_the_right_password(registry):
    with registry.user() as line, registry.connect() as second:
        refused(second.ask("LOGIN", line.user, PASSWORD), 300, "already-online")
        refused(second.ask("LOGIN", line.user, OTHER_PASSWORD), 404, "bad-credentials")
        refused(line.ask("LOGIN", line.user, PASSWORD), 404, "already-logged-in")


@CHECKS.of("4.3")
def a_resume_takes_over_and_brings_all_anew(registry):
    with registry.user() as line, registry.connect() as second:
        resumed = second.ask("RESUME", line.login["token"])
        equal(200, resumed.code)
        equal(line.user, resumed.words[0])
        for each in ("session", "token", "key"):
            that(resumed.params[each] != line.login[each], f"a fresh {each}")
        equal(["taken-over"], line.notice("SESSION_ENDED").words)
        that(line.is_closed(), "the earlier connection is closed")


@CHECKS.of("4.3")
def a_token_that_is_none_is_refused(registry):
    with registry.connect() as line:
        refused(line.ask("RESUME", "A" * 60), 404, "bad-token")
        refused(line.ask("RESUME", "short"), 404, "bad-token")


@CHECKS.of("4.3")
def a_logout_ends_the_session_and_leaves_the_connection(registry):
    with registry.user() as line, registry.user() as other:
        refused(line.ask("LOGOUT", other.user), 404, "not-yours")
        equal(200, line.ask("LOGOUT", line.user).code)
        refused(line.ask("LOGOUT"), 404, "not-logged-in")
        refused(other.ask("SEARCH_USER", line.user), 300, "not-online")
        log_in(line)


@CHECKS.of("4.3")
def a_dropped_connection_keeps_the_place_until_it_resumes(registry):
    host, guest, room = registry.user("host"), registry.user("guest"), registry.name("lab")
    with host, guest:
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        guest.ask("JOIN_CHAT_ROOM", room, "-", "1")
        guest.close()
        equal([guest.user, room], host.notice("USER_ABSENT").words)
        members = host.ask("DISCOVER_PEERS", room).words[1:]
        equal([guest.user, "-", "0", "-", "0", "native"], members[7:13])
        with registry.connect() as again:
            equal(200, again.ask("RESUME", guest.login["token"]).code)
            equal([guest.user, room], host.notice("USER_BACK").words)
            equal(200, again.ask("ROOM_EXIT", guest.user, room).code)
