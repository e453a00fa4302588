"""What a running registry must do for hosts, and with what users say of themselves (SPEC 4.11, 4.12).

A registry that does not say `hosting` or `status` among its capabilities is not asked for it.
"""

import base64
import contextlib

from checks import Checks, Skipped, equal, that
from running import PASSWORD, refused

CHECKS = Checks()


def need(registry, capability):
    with registry.connect() as line:
        if capability not in line.ask("HELLO_P2P", version="1").params.get("caps", "-").split(","):
            raise Skipped(f"the registry does not say {capability}")


@contextlib.contextmanager
def hosted(registry, password="-"):
    """A room with its host, a member, and somebody who is not in it."""
    need(registry, "hosting")
    with registry.user("host") as host, registry.user("guest") as guest, registry.user("other") as other:
        room = registry.name("lab")
        equal(200, host.ask("CREATE_CHAT_ROOM", room, password, "0", "").code)
        equal(200, guest.ask("JOIN_CHAT_ROOM", room, password, "1").code)
        host.notice("USER_JOINED")
        yield room, host, guest, other


def changed(line, room, by):
    """The state that a notice of a change tells."""
    told = line.notice("ROOM_CHANGED")
    equal(([room], by.user), (told.words, told.params["by"]))
    return told.params


@CHECKS.of("4.11")
def a_topic_is_told_to_members_and_to_who_joins(registry):
    with hosted(registry) as (room, host, guest, other):
        state = host.ask("TOPIC", room, "Exam on Friday").params
        equal(("Exam on Friday", "3"), (state["topic"], state["version"]))
        told = changed(guest, room, host)
        equal(("Exam on Friday", "3"), (told["topic"], told["version"]))
        equal("Exam on Friday", other.ask("JOIN_CHAT_ROOM", room, "-", "1").params.get("topic"))
        that(not host.ask("TOPIC", room, "").params.get("topic"), "an empty topic takes it away")
        refused(host.ask("TOPIC", room, "turn \u202e it"), 400, "malformed")


@CHECKS.of("4.11")
def only_the_host_changes_a_room(registry):
    with hosted(registry) as (room, host, guest, other):
        for request in (("TOPIC", room, "x"), ("ROOM_SET", room), ("BAN", other.user, room),
                        ("UNBAN", other.user, room), ("ROOM_BANS", room)):
            refused(guest.ask(*request), 404, "not-host")
            refused(other.ask(*request), 404, "not-a-member")
        refused(other.ask("INVITE", guest.user, room), 404, "not-a-member")
        refused(host.ask("TOPIC", registry.name("none"), "x"), 404, "no-such-room")


@CHECKS.of("4.11")
def a_banned_member_is_removed_and_kept_out_until_unbanned(registry):
    with hosted(registry) as (room, host, guest, other):
        equal(200, host.ask("BAN", guest.user, room).code)
        for line in (host, guest):
            told = line.notice("USER_KICKED")
            equal(([guest.user, room], host.user), (told.words, told.params["by"]))
        refused(guest.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "banned")
        equal([guest.user], host.ask("ROOM_BANS", room).words)
        equal(200, host.ask("UNBAN", guest.user, room).code)
        equal(200, host.ask("UNBAN", guest.user, room).code, "a second time")
        equal([], host.ask("ROOM_BANS", room).words)
        equal(200, guest.ask("JOIN_CHAT_ROOM", room, "-", "1").code)


@CHECKS.of("4.11")
def a_ban_is_of_an_account(registry):
    with hosted(registry) as (room, host, guest, other):
        refused(host.ask("BAN", registry.name("nobody"), room), 404, "no-such-user")
        refused(host.ask("BAN", host.user, room), 404, "not-yours")
        equal(200, host.ask("BAN", other.user.upper(), room).code, "in any case")
        changed(guest, room, host)
        equal([other.user.lower()], [user.lower() for user in host.ask("ROOM_BANS", room).words])
        refused(other.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "banned")
        refused(guest.ask("INVITE", other.user, room), 404, "banned")


@CHECKS.of("4.11")
def an_invited_user_joins_once_without_the_password(registry):
    with hosted(registry, PASSWORD) as (room, host, guest, other):
        refused(other.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "wrong-password")
        equal(200, guest.ask("INVITE", other.user, room).code)
        told = other.notice("INVITED")
        equal(([room], guest.user), (told.words, told.params["by"]))
        changed(host, room, guest)
        equal(200, other.ask("JOIN_CHAT_ROOM", room, "-", "1").code)
        equal(200, other.ask("ROOM_EXIT", other.user, room).code)
        refused(other.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "wrong-password")
        refused(guest.ask("INVITE", registry.name("nobody"), room), 404, "no-such-user")


@CHECKS.of("4.11")
def a_ban_takes_an_invitation_back(registry):
    with hosted(registry, PASSWORD) as (room, host, guest, other):
        equal(200, guest.ask("INVITE", other.user, room).code)
        equal(200, host.ask("BAN", other.user, room).code)
        equal(200, host.ask("UNBAN", other.user, room).code)
        refused(other.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "wrong-password")


@CHECKS.of("4.11")
def a_standing_room_is_kept_with_its_host_when_all_leave(registry):
    with hosted(registry) as (room, host, guest, other):
        equal("yes", host.ask("ROOM_SET", room, standing="yes").params.get("standing"))
        equal("yes", changed(guest, room, host).get("standing"))
        for line in (host, guest):
            equal(200, line.ask("ROOM_EXIT", line.user, room).code)
        joined = other.ask("JOIN_CHAT_ROOM", room, "-", "1")
        equal((200, host.user), (joined.code, joined.params.get("host")), "the host keeps the role")
        refused(other.ask("TOPIC", room, "x"), 404, "not-host")
        refused(host.ask("TOPIC", room, "x"), 404, "not-a-member")
        equal(200, other.ask("ROOM_EXIT", other.user, room).code)
        host.ask("JOIN_CHAT_ROOM", room, "-", "1")
        host.ask("ROOM_SET", room, standing="no")
        host.ask("ROOM_EXIT", host.user, room)
        refused(host.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "no-such-room")


@CHECKS.of("4.11")
def who_may_post_is_told(registry):
    with hosted(registry) as (room, host, guest, other):
        equal("hosts", host.ask("ROOM_SET", room, post="hosts").params.get("post"))
        equal("hosts", changed(guest, room, host).get("post"))
        equal("hosts", other.ask("JOIN_CHAT_ROOM", room, "-", "1").params.get("post"))
        that(host.ask("ROOM_SET", room, post="all").params.get("post", "all") == "all", "all may post again")
        refused(host.ask("ROOM_SET", room, post="nobody"), 400, "malformed")


def told_of(asker, user):
    """The entry of the parameter `status` for one user."""
    return asker.ask("SEARCH_USER", user).params.get("status", "-")


@CHECKS.of("4.12")
def a_status_is_told_beside_the_contact(registry):
    need(registry, "status")
    with registry.user("dana") as dana, registry.user("asker") as asker:
        equal("-", told_of(asker, dana.user))
        equal(200, dana.ask("STATUS", "away", "at lunch").code)
        text = base64.urlsafe_b64encode(b"at lunch").decode().rstrip("=")
        equal(f"away:{text}", told_of(asker, dana.user))
        equal(200, dana.ask("STATUS", "away", "").code)
        equal("away", told_of(asker, dana.user))
        equal(200, dana.ask("STATUS", "here", "").code)
        equal("-", told_of(asker, dana.user))


@CHECKS.of("4.12")
def lists_tell_the_status_of_each_in_their_order(registry):
    need(registry, "status")
    with registry.user("st") as first, registry.user("st") as second:
        room = registry.name("lab")
        first.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        second.ask("JOIN_CHAT_ROOM", room, "-", "1")
        equal(200, second.ask("STATUS", "away", "").code)
        equal("-;away", first.ask("DISCOVER_PEERS", room).params.get("status"))
        listed = first.ask("DISCOVER_PEERS", "DETAILED", after=second.user[:-1])
        equal([second.user, "away"], [listed.words[0], listed.params["status"].split(";")[0]])


@CHECKS.of("4.12")
def a_status_holds_for_its_session(registry):
    need(registry, "status")
    with registry.user("dana") as dana, registry.user("asker") as asker, registry.connect() as again:
        equal(200, dana.ask("STATUS", "away", "").code)
        equal(200, again.ask("RESUME", dana.login["token"]).code)
        equal("-", told_of(asker, dana.user))


@CHECKS.of("4.12")
def a_status_that_is_none_is_refused(registry):
    need(registry, "status")
    with registry.user() as line, registry.connect() as stranger:
        refused(line.ask("STATUS", "gone", ""), 400, "malformed")
        refused(line.ask("STATUS", "away", "x" * 81), 400, "malformed")
        refused(line.ask("STATUS", "away", "turn \u202e it"), 400, "malformed")
        refused(stranger.ask("STATUS", "away", ""), 404, "not-logged-in")
