"""What a running registry must do in the original dialect (SPEC 5)."""

import socket

import original
from checks import Checks, equal, that
from running import PASSWORD

CHECKS = Checks()


def original_user(registry, stem="old"):
    """A new user of the original dialect who is logged in."""
    line = registry.connect_as_original().greeted()
    line.user = registry.name(stem)
    equal("REGISTER <SUCCESS> <200>", line.ask(f"REGISTER {line.user} {PASSWORD}"))
    equal("AUTH <SUCCESS> <200>", line.ask(f"LOGIN {line.user} {PASSWORD}"))
    return line


@CHECKS.of("6")
def a_silent_original_is_offline_and_a_bare_datagram_saves_one(registry):
    with original_user(registry) as silent, original_user(registry) as alive:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            silent.tls.settimeout(0.3)
            for _ in range(30):
                if registry.udp:
                    udp.sendto(f"KEEP_ALIVE {alive.user}".encode(), (registry.host, registry.udp))
                else:
                    alive.ask("SHOW-ROOM-LIST")
                try:
                    equal("", silent.read())
                    break
                except socket.timeout:
                    continue
        for _ in range(50):  # others may hear of it a moment later
            found = alive.ask(f"SEARCH_USER {silent.user}")
            if found == "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>":
                return
        raise AssertionError(f"{silent.user} is still online: {found}")


@CHECKS.of("5.1")
def the_greeting_comes_before_any_answer(registry):
    with registry.connect_as_original() as line:
        line.send(f"HELLO_P2PREGISTER {registry.name('glued')} {PASSWORD}")
        equal(original.GREETING, line.read())
        equal("REGISTER <SUCCESS> <200>", line.read())


@CHECKS.of("5.2")
def accounts_are_made_and_logged_in(registry):
    with registry.connect_as_original().greeted() as line:
        user = registry.name("old")
        equal("REGISTER <SUCCESS> <200>", line.ask(f"REGISTER {user} {PASSWORD}"))
        equal("REGISTER <EXIST> <300>", line.ask(f"REGISTER {user} {PASSWORD}"))
        equal("AUTH <FAILURE> <404>", line.ask(f"LOGIN {user} {'0' * 64}"))
        equal("AUTH <SUCCESS> <200>", line.ask(f"LOGIN {user} {PASSWORD} 4000 and more"))
        with registry.connect_as_original().greeted() as second:
            equal("AUTH <ONLINE> <300>", second.ask(f"LOGIN {user} {PASSWORD}"))


@CHECKS.of("5.2")
def users_find_each_other(registry):
    with original_user(registry, "aold") as line, original_user(registry, "zold") as other:
        equal(f"SEARCH_USER_RESPONSE <SUCCESS> <200> 127.0.0.1:{other.tls.getsockname()[1]}",
              line.ask(f"SEARCH_USER {other.user}"))
        equal("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", line.ask(f"SEARCH_USER {registry.name('nobody')}"))
        for detail in ("SIMPLE", "DETAILED"):
            listed = line.ask(f"DISCOVER_PEERS {detail} {line.user}")
            that(original.is_success(listed) and line.user not in listed, listed)


@CHECKS.of("5.2")
def rooms_are_made_joined_and_left(registry):
    with original_user(registry) as host, original_user(registry) as guest:
        room = registry.name("aaa")
        equal("CREATION <SUCCESS> <200>", host.ask(f"CREATE-CHAT-ROOM {room} {host.user}"))
        equal("CREATION <FAILURE> <404>", guest.ask(f"CREATE-CHAT-ROOM {room} {guest.user}"))
        equal(f"JOIN <SUCCESS> <200> {host.user}", guest.ask(f"JOIN-CHAT-ROOM {room} {guest.user}"))
        equal(f"PEER-LIST <SUCCESS> <200> {host.user} {guest.user}", host.ask(f"DISCOVER-ROOM-PEERS {room}"))
        listed = host.ask("SHOW-ROOM-LIST")
        that(f"{room} ['{host.user}', '{guest.user}'] {host.user}." in listed, listed)
        equal("ROOM-EXIT-RESPONSE <FAILURE> <404>", guest.ask(f"ROOM-EXIT {host.user} {room}"))
        equal("ROOM-EXIT-RESPONSE <SUCCESS> <200>", guest.ask(f"ROOM-EXIT {guest.user} {room}"))
        equal("PEER-LIST <SUCCESS> <200>", host.ask(f"DISCOVER-ROOM-PEERS {registry.name('none')}"))


@CHECKS.of("5.2")
def a_sealed_room_cannot_be_joined(registry):
    with registry.user("host") as host, original_user(registry) as line:
        room = registry.name("sealed")
        host.ask("CREATE_CHAT_ROOM", room, "-", "0", "")
        equal("JOIN <FAILURE> <404>", line.ask(f"JOIN-CHAT-ROOM {room} {line.user}"))


@CHECKS.of("5.2")
def incomplete_and_unknown_commands_are_refused(registry):
    with registry.connect_as_original().greeted() as line:
        equal("REGISTER <FAILURE> <404>", line.ask("REGISTER"))
        equal("ERROR <FAILURE> <404>", line.ask("MAKE-COFFEE"))
        equal("PEER_LIST <FAILURE> <404>", line.ask("DISCOVER_PEERS SIMPLE me"))


@CHECKS.of("5.2")
def a_logout_is_answered_by_the_end_of_the_connection(registry):
    with original_user(registry) as line:
        line.send(f"LOGOUT {line.user}")
        equal("", line.read())
