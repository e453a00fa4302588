"""What a running registry must tell in lists (SPEC 4.5)."""

import itertools

from checks import Checks, Skipped, equal, that
from running import PASSWORD, refused

CHECKS = Checks()


@CHECKS.of("4.5", alone=True)
def an_empty_list_is_a_refusal_and_an_empty_later_page_is_none(registry):
    with registry.user() as line:
        rooms, peers = line.ask("SHOW_ROOMS_LIST", "DETAILED"), line.ask("DISCOVER_PEERS", "PARTIAL")
        if rooms.code == 200 or peers.code == 200:
            raise Skipped("others are using the registry")
        refused(rooms, 404, "no-such-room")
        refused(peers, 404, "nobody-else")
        later = line.ask("DISCOVER_PEERS", "PARTIAL", after="zzz")
        equal((200, []), (later.code, later.words))


@CHECKS.of("4.5")
def a_contact_is_seven_words(registry):
    key = "ab" * 32
    with registry.user("dana", port=4000, udp="4001", key=key) as dana, registry.user() as line:
        found = line.ask("SEARCH_USER", dana.user)
        equal([dana.user, "-", "4000", dana.login["ip"], "4001", "native", key], found.words)
        refused(line.ask("SEARCH_USER", registry.name("nobody")), 404, "no-such-user")


@CHECKS.of("4.5")
def rooms_come_in_pages_in_the_order_of_their_names(registry):
    hosts = [registry.user("host") for _ in range(4)]
    made = set()
    for host, _ in itertools.product(hosts, range(13)):
        room = registry.name("page")
        equal(200, host.ask("CREATE_CHAT_ROOM", room, "-", "0", "").code)
        made.add(room)
    pages, seen, more = 0, [], {}
    while not pages or page.params.get("more") == "yes":
        page = hosts[0].ask("SHOW_ROOMS_LIST", "PARTIAL", **more)
        equal("PARTIAL", page.params.get("detail"))
        that(len(page.words) <= 50, "at most 50 entries on a page")
        seen += page.words
        more = {"after": seen[-1]}
        pages += 1
    that(pages > 1, "more than one page")
    that(made <= set(seen), "every room is listed")
    equal(sorted(map(str.lower, seen)), list(map(str.lower, seen)))
    for host in hosts:
        host.close()


@CHECKS.of("4.5")
def a_detailed_list_of_rooms_tells_their_members(registry):
    with registry.user("host") as host, registry.user("guest") as guest:
        room = registry.name("detail")
        host.ask("CREATE_CHAT_ROOM", room, PASSWORD, "9", "a title")
        guest.ask("JOIN_CHAT_ROOM", room, PASSWORD, "1")
        # It is the first one behind that place in the order of names.
        listed = guest.ask("SHOW_ROOMS_LIST", "DETAILED", after=room[:-1])
        equal([room, "a title", "2", "9", host.user, "locked", "sealed"], listed.words[:7])
        members = listed.params.get("members")
        equal(f"{host.user},{guest.user}", members.split(";")[0] if members else None)


@CHECKS.of("4.5")
def users_are_listed_without_the_asker(registry):
    with registry.user("aa") as one, registry.user("aa") as other:
        names = one.ask("DISCOVER_PEERS", "PARTIAL", after=other.user[:-1]).words
        that(other.user in names and one.user not in names, f"{names} of {other.user} for {one.user}")
        contacts = one.ask("DISCOVER_PEERS", "DETAILED", after=other.user[:-1]).words
        equal([other.user, "-"], contacts[:2])


@CHECKS.of("4.5")
def members_are_listed_in_the_order_of_joining(registry):
    with registry.user("z") as first, registry.user("a") as second:
        room = registry.name("lab")
        first.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        second.ask("JOIN_CHAT_ROOM", room, "-", "1")
        listed = second.ask("DISCOVER_PEERS", room)
        equal([room, first.user, second.user], [listed.words[0], listed.words[1], listed.words[8]])
        equal((first.user, "2"), (listed.params["host"], listed.params["version"]))
        refused(second.ask("DISCOVER_PEERS", registry.name("none")), 404, "no-such-room")
