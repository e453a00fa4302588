"""What a running registry must do with rooms (SPEC 4.4, 4.7)."""

import values
from checks import Checks, equal, that
from running import OTHER_PASSWORD, PASSWORD, refused

STATE_PARAMS = {"host", "version", "port", "capacity", "kind"}

CHECKS = Checks()


@CHECKS.of("4.4")
def a_room_is_made_joined_left_and_gone(registry):
    with registry.user("host") as host, registry.user("guest") as guest:
        room = registry.name("Lab")
        made = host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        equal([room], made.words)
        that(STATE_PARAMS <= made.params.keys(), "the reply tells the state")
        equal((host.user, "1", "sealed"), (made.params["host"], made.params["version"], made.params["kind"]))
        refused(guest.ask("CREATE_CHAT_ROOM", room.upper(), "-", "0", ""), 404, "room-exists")
        joined = guest.ask("JOIN_CHAT_ROOM", room.lower(), "-", "1", user=guest.user)
        equal([room], joined.words)
        told = host.notice("USER_JOINED")
        equal([guest.user, room], told.words)
        equal(joined.params["version"], told.params["version"])
        equal(200, host.ask("ROOM_EXIT", host.user, room).code)
        left = guest.notice("USER_LEFT")
        equal(([host.user, room], guest.user), (left.words, left.params["host"]), "the next host is the oldest member")
        equal(200, guest.ask("ROOM_EXIT", guest.user, room).code)
        refused(guest.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "no-such-room")


@CHECKS.of("4.4")
def joining_again_changes_nothing(registry):
    with registry.user("host") as host:
        room = registry.name("lab")
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        again = host.ask("JOIN_CHAT_ROOM", room, "-", "1")
        equal((200, "1"), (again.code, again.params.get("version")))


@CHECKS.of("4.4")
def a_room_has_a_password_and_a_capacity(registry):
    with registry.user("host") as host, registry.user("guest") as guest, registry.user("late") as late:
        room = registry.name("lab")
        made = host.ask("CREATE_CHAT_ROOM", room, PASSWORD, "2", "a title", kind="open")
        equal(("2", "open"), (made.params["capacity"], made.params["kind"]))
        refused(guest.ask("JOIN_CHAT_ROOM", room, "-", "1"), 404, "wrong-password")
        refused(guest.ask("JOIN_CHAT_ROOM", room, OTHER_PASSWORD, "1"), 404, "wrong-password")
        equal(200, guest.ask("JOIN_CHAT_ROOM", room, PASSWORD, "1").code)
        refused(late.ask("JOIN_CHAT_ROOM", room, PASSWORD, "1"), 404, "room-full")
        refused(late.ask("JOIN_CHAT_ROOM", room, PASSWORD, "2"), 400, "malformed")


@CHECKS.of("4.4")
def an_unsafe_title_is_refused(registry):
    with registry.user("host") as host:
        refused(host.ask("CREATE_CHAT_ROOM", registry.name("lab"), "-", "0", "turn \u202e it"), 400, "malformed")


@CHECKS.of("4.4")
def a_group_is_told_with_the_state(registry):
    with registry.user("host") as host:
        made = host.ask("CREATE_CHAT_ROOM", registry.name("lab"), "-", "0", "")
        values.GROUP.read(made.params["group"])


@CHECKS.of("4.4")
def nobody_acts_for_another(registry):
    with registry.user("host") as host, registry.user("guest") as guest:
        room = registry.name("lab")
        refused(host.ask("CREATE_CHAT_ROOM", room, "-", "0", "", user=guest.user), 404, "not-yours")
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        refused(guest.ask("JOIN_CHAT_ROOM", room, "-", "1", user=host.user), 404, "not-yours")
        refused(guest.ask("ROOM_EXIT", host.user, room), 404, "not-yours")
        refused(guest.ask("ROOM_EXIT", guest.user, room), 404, "not-a-member")
        refused(guest.ask("ROOM_EXIT", guest.user, registry.name("none")), 404, "no-such-room")


@CHECKS.of("4.4")
def only_the_host_removes_a_member(registry):
    with registry.user("host") as host, registry.user("guest") as guest:
        room = registry.name("lab")
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        refused(guest.ask("KICK", host.user, room), 404, "not-a-member")
        refused(host.ask("KICK", guest.user, room), 404, "not-a-member")
        guest.ask("JOIN_CHAT_ROOM", room, "-", "1")
        refused(guest.ask("KICK", host.user, room), 404, "not-host")
        refused(host.ask("KICK", host.user, room), 404, "not-yours")
        refused(host.ask("KICK", guest.user, registry.name("none")), 404, "no-such-room")
        equal(200, host.ask("KICK", guest.user, room).code)
        for each in (host, guest):
            told = each.notice("USER_KICKED")
            equal(([guest.user, room], host.user), (told.words, told.params["by"]))


@CHECKS.of("4.4")
def a_user_is_in_so_many_rooms_and_no_more(registry):
    with registry.user("host") as host:
        for _ in range(1001):
            reply = host.ask("CREATE_CHAT_ROOM", registry.name("lab"), "-", "0", "")
            if reply.code != 200:
                return refused(reply, 404, "too-many-rooms")
        raise AssertionError("there is no limit")


@CHECKS.of("4.7")
def a_logout_leaves_all_rooms(registry):
    with registry.user("host") as host, registry.user("guest") as guest:
        room = registry.name("lab")
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        guest.ask("JOIN_CHAT_ROOM", room, "-", "1")
        guest.ask("LOGOUT")
        equal([guest.user, room], host.notice("USER_LOGOUT").words)
