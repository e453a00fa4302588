#!/usr/bin/env python3
"""The registry's rooms service, written from protocol/BUS.md alone: it takes the place of the one in Java.

    hobnob registry --services-rooms external --bridge-listen /tmp/bus.sock --bridge-allow "serve registry.rooms,
        hear registry.event.presence, send registry.presence:absent+search, publish registry.event.room:*"
    python3 rooms_service.py /tmp/bus.sock ~/.local/share/hobnob/registry/bridge.secret

Peers and original clients notice nothing. Rooms are kept in memory: they outlast the registry, not this program.
Python 3.7 or newer, nothing else.
"""
import argparse
import asyncio
import hashlib
import hmac
import ipaddress
import os
import random
import sys
import time

from hobnob_bus import Bus, Refused

ROOMS, PRESENCE = "registry.rooms", "registry.presence"
PRESENCE_EVENTS, ROOM_EVENTS = "registry.event.presence", "registry.event.room"
MOST_BANNED, MOST_INVITED, MOST_MORE_HOSTS, MOST_FAILURES = 200, 100, 8, 5
FAILURE_S, SWEEP_S = 12, 30
GIVEN_UP = ("logout", "logged-out", "banned", "disabled")
NEW_SETTINGS = {"topic": "", "standing": False, "post": "all", "hosts": [], "history": "off",
                "hosted": False}


def same(one, other):
    return one.lower() == other.lower()


def without(names, user):
    return [name for name in names if not same(name, user)]


class Room:
    """A room; each change makes its version one more."""

    def __init__(self, body, capacity, password, group):
        self.name, self.kind, self.title = body["room"], body["kind"], body["title"]
        self.capacity, self.password, self.port = capacity, password, body["port"]
        self.host, self.version, self.places = body["user"], 1, [place(body)]
        self.group, self.instance = group, os.urandom(16).hex()
        self.settings = dict(NEW_SETTINGS, standing=bool(body.get("standing")))
        self.banned, self.invited = [], []

    @property
    def members(self):
        return [one["user"] for one in self.places]

    @property
    def all_hosts(self):
        return [self.host] + self.settings["hosts"]

    def state(self):
        fixed = ("version", "port", "capacity", "kind", "group", "instance", "host")
        return dict({key: getattr(self, key) for key in fixed}, room=self.name, **self.settings)

    def summary(self):
        return dict(self.state(), title=self.title, locked=self.password is not None, members=self.members)

    def place(self, user):
        return next((one for one in self.places if same(one["user"], user)), None)

    def admits(self, dialect):
        return self.kind == "open" or dialect == "native"

    def outlasts_logins(self, user):
        """Whether the user's place is kept until the user leaves (SPEC 4.11)."""
        held = self.place(user)
        return bool(self.settings["standing"] and held and held["key"])

    def rank(self, user):
        return next((i for i, host in enumerate(self.all_hosts) if same(host, user)), None)

    def drop_host(self, user):
        hosts = without(self.all_hosts, user)
        if hosts:
            self.host, self.settings["hosts"] = hosts[0], hosts[1:]

    def drop(self, user):
        """Takes the user's place away; false where that is the end of the room, which stays as it was."""
        rest = [one for one in self.places if not same(one["user"], user)]
        if not rest and not self.settings["standing"]:
            return False
        self.drop_host(user)
        self.places = rest
        if not self.settings["standing"] and not self.place(self.host):
            self.host = rest[0]["user"]
        self.version += 1
        return True

    # What must hold of an asker

    def need_member(self, user):
        if not self.place(user):
            raise Refused("not-a-member")

    def need_host(self, user):
        self.need_member(user)
        if self.rank(user) is None:
            raise Refused("not-host")

    def need_later(self, asker, user):
        rank = self.rank(user)
        if rank is not None and rank < self.rank(asker):
            raise Refused("not-allowed")


def place(body):
    return {"user": body["user"], "session": body["session"], "key": body.get("key")}


def digest(password, salt):
    return hashlib.pbkdf2_hmac("sha256", bytes.fromhex(password), salt, 100_000)


class Rooms:
    """What BUS.md 4.2 says, and what users' coming and going (5.1) makes of it."""

    def __init__(self, args):
        self.args, self.rooms, self.bus = args, {}, None
        self.absent, self.failures = {}, {}

    # Telling

    def tell(self, event, user, room, **more):
        self.bus.publish(ROOM_EVENTS, event, dict(room.state(), user=user, members=room.members, **more))

    # Reading

    def find(self, name):
        room = self.rooms.get(name.lower())
        if room is None:
            raise Refused("no-such-room")
        return room

    def rooms_of(self, user):
        return [room for room in self.rooms.values() if room.place(user)]

    async def account(self, user):
        """The name of the account, as it was first written."""
        try:
            return (await self.bus.ask(PRESENCE, "search", user=user))["user"]
        except Refused as refused:
            if refused.reason == "not-online":
                return user
            raise

    # Passwords

    async def hashed(self, password, salt):
        return await asyncio.get_event_loop().run_in_executor(None, digest, password, salt)

    def need_patience(self, room):
        now = time.monotonic()
        tries = [at for at in self.failures.get(room.name.lower(), []) if now - at < FAILURE_S]
        self.failures[room.name.lower()] = tries
        if len(tries) >= MOST_FAILURES:
            raise Refused("slow-down", 429, int(1000 * (FAILURE_S - now + tries[0])) + 1)

    async def need_password(self, room, body):
        if room.password is None or room.place(body["user"]):
            return
        if any(same(one, body["user"]) for one in room.invited):
            return
        salt, wanted = room.password
        self.need_patience(room)
        if not body.get("password"):
            raise Refused("wrong-password")
        if not hmac.compare_digest(await self.hashed(body["password"], salt), wanted):
            self.failures[room.name.lower()].append(time.monotonic())
            raise Refused("wrong-password")

    # Places

    def leave(self, user, event, rooms, **more):
        for room in rooms:
            held = room.place(user)
            if held:
                if not room.drop(user):
                    del self.rooms[room.name.lower()]
                self.tell(event, held["user"], room, **more)

    def leave_all(self, user, event):
        """Gives up what the end of a login ends; returns the rooms in which a place is kept."""
        kept = [room for room in self.rooms_of(user) if room.outlasts_logins(user)]
        self.leave(user, event, [room for room in self.rooms_of(user) if room not in kept])
        return kept

    def free_place(self, body, wanted):
        """An original user may hold one place; one kept from an earlier login is given up."""
        others = [room for room in self.rooms_of(body["user"]) if not same(room.name, wanted)]
        if body["dialect"] == "native":
            if len(others) >= self.args.per_user:
                raise Refused("too-many-rooms")
        elif any(room.place(body["user"])["session"] == body["session"] for room in others):
            raise Refused("too-many-rooms")
        else:
            self.leave(body["user"], "left", [room for room in others if not room.outlasts_logins(body["user"])])

    async def still_there(self, body, room):
        """The session of an original user may have ended before the place was there to be given up."""
        if body["dialect"] == "original":
            if (await self.bus.ask(PRESENCE, "absent", users=[body["user"]]))["users"]:
                self.leave(body["user"], "left", [room])
                raise Refused("not-logged-in")

    def may_make_standing(self, user, name):
        if self.args.standing == "nobody":
            raise Refused("not-allowed")
        self.need_standing(user, name)

    def need_standing(self, user, name):
        own = [r for r in self.rooms.values() if r.settings["standing"] and same(r.host, user)]
        if len([room for room in own if not same(room.name, name)]) >= self.args.per_user:
            raise Refused("too-many-rooms")

    def new_group(self):
        groups = ipaddress.ip_network(self.args.groups)
        return "%s:%d" % (groups[random.randrange(groups.num_addresses)], self.args.port)

    # Actions

    async def serve(self, action, body):
        handler = getattr(self, "do_" + action.replace("-", "_"), None)
        if handler is None:
            raise Refused("unknown-command")
        try:
            return await handler(body)
        except (KeyError, TypeError, AttributeError, ValueError) as e:
            print("%s: %r in %r" % (action, e, body), file=sys.stderr)
            raise Refused("malformed", 400)

    async def do_create(self, body):
        name, key = body["room"], body["room"].lower()
        if body["kind"] == "sealed" and body["dialect"] == "original":
            raise Refused("malformed", 400)
        self.free_place(body, name)
        if len(self.rooms) >= self.args.most:
            raise Refused("too-many-rooms")
        if body.get("standing"):
            self.may_make_standing(body["user"], name)
        salt = os.urandom(16)
        password = (salt, await self.hashed(body["password"], salt)) if body.get("password") else None
        if key in self.rooms:
            raise Refused("room-exists")
        capacity = min(body["capacity"] or self.args.members, self.args.members)
        room = self.rooms[key] = Room(body, capacity, password, self.new_group())
        self.tell("joined", body["user"], room)
        await self.still_there(body, room)
        return room.state()

    async def do_join(self, body):
        room, user = self.find(body["room"]), body["user"]
        if not room.admits(body["dialect"]):
            raise Refused("no-such-room")
        if any(same(one, user) for one in room.banned):
            raise Refused("banned")
        if room.kind == "sealed" and body.get("hosted"):
            raise Refused("not-allowed")
        held, outlasts = room.place(user), room.outlasts_logins(user)
        if held and (held == place(body) or outlasts and held["key"] == body.get("key")):
            return room.state()
        self.free_place(body, room.name)
        await self.need_password(room, body)
        if self.rooms.get(room.name.lower()) is not room:
            raise Refused("no-such-room")  # gone while the password was checked
        if room.place(user):
            room.places = [place(body) if same(one["user"], user) else one for one in room.places]
        elif len(room.places) >= room.capacity:
            raise Refused("room-full")
        else:
            room.places.append(place(body))
            room.invited = without(room.invited, user)
        room.version += 1
        self.tell("back" if outlasts else "joined", user, room)
        await self.still_there(body, room)
        return room.state()

    async def do_exit(self, body):
        room = self.find(body["room"])
        room.need_member(body["user"])
        self.leave(body["user"], "left", [room])

    async def do_kick(self, body):
        room, asker, member = self.find(body["room"]), body["user"], body["member"]
        room.need_host(asker)
        if same(asker, member):
            raise Refused("not-yours")
        room.need_later(asker, member)
        room.need_member(member)
        self.leave(member, "kicked", [room], by=asker)

    def changed(self, room, asker):
        room.version += 1
        self.tell("changed", asker, room)

    def set(self, body, **wanted):
        room = self.find(body["room"])
        room.need_host(body["user"])
        settings = dict(room.settings, **{key: value for key, value in wanted.items() if value is not None})
        if settings != room.settings:
            room.settings = settings
            if not settings["standing"] and not room.place(room.host):
                room.host = body["user"]
                room.settings["hosts"] = without(settings["hosts"], body["user"])
            self.changed(room, body["user"])
        return room.state()

    async def do_topic(self, body):
        return self.set(body, topic=body["topic"])

    async def do_set(self, body):
        if body.get("standing"):
            self.may_make_standing(body["user"], body["room"])
        return self.set(body, **{key: body.get(key) for key in ("standing", "post", "history", "hosted")})

    async def do_ban(self, body):
        other, asker, room = await self.account(body["other"]), body["user"], self.find(body["room"])
        room.need_host(asker)
        if same(asker, other):
            raise Refused("not-yours")
        room.need_later(asker, other)
        if any(same(one, other) for one in room.banned):
            return
        if len(room.banned) >= MOST_BANNED:
            raise Refused("too-many-bans")
        room.banned.append(other)
        room.invited = without(room.invited, other)
        if room.place(other):
            self.leave(other, "kicked", [room], by=asker)
        else:
            room.drop_host(other)
            self.changed(room, asker)

    async def do_unban(self, body):
        room = self.find(body["room"])
        room.need_host(body["user"])
        if without(room.banned, body["other"]) != room.banned:
            room.banned = without(room.banned, body["other"])
            self.changed(room, body["user"])

    async def do_bans(self, body):
        room = self.find(body["room"])
        room.need_host(body["user"])
        return {"users": room.banned}

    async def do_invite(self, body):
        other, asker, room = await self.account(body["other"]), body["user"], self.find(body["room"])
        room.need_member(asker)
        if any(same(one, other) for one in room.banned):
            raise Refused("banned")
        if not room.place(other) and not any(same(one, other) for one in room.invited):
            room.invited = (room.invited + [other])[-MOST_INVITED:]
            room.version += 1
            self.tell("invited", other, room, by=asker)
            self.tell("changed", asker, room)

    async def do_host(self, body):
        room, other = self.find(body["room"]), body["other"]
        room.need_host(body["user"])
        room.need_member(other)
        if room.rank(other) is None:
            if len(room.settings["hosts"]) >= MOST_MORE_HOSTS:
                raise Refused("not-allowed")
            room.settings["hosts"] = room.settings["hosts"] + [room.place(other)["user"]]
            self.changed(room, body["user"])
        return room.state()

    async def do_unhost(self, body):
        room, other = self.find(body["room"]), body["other"]
        room.need_host(body["user"])
        if room.rank(other) is not None:
            if not room.settings["hosts"]:
                raise Refused("not-allowed")
            if not same(other, body["user"]):
                room.need_later(body["user"], other)
            heir = room.settings["hosts"][0]
            if room.settings["standing"] and same(other, room.host) and room.place(heir):
                self.need_standing(heir, room.name)  # else anybody could make another host of any number of them
            room.drop_host(other)
            self.changed(room, body["user"])
        return room.state()

    async def do_list(self, body):
        after, limit = (body.get("after") or "").lower(), body["limit"]
        if not 1 <= limit <= 1000:
            raise ValueError("limit")
        names = sorted(name for name in self.rooms if name > after)
        return {"rooms": [self.rooms[name].summary() for name in names[:limit]], "more": len(names) > limit}

    async def do_members(self, body):
        room = self.find(body["room"])
        places = [{"user": one["user"], "key": one["key"]} for one in room.places]
        return dict(room.summary(), places=places)

    # Coming and going

    async def presence(self, action, body):
        if action == "offline":
            self.gone(body["user"], body["reason"], body["dialect"])
        elif action == "online":
            self.back(body["user"], body["dialect"], body.get("key"), body.get("returns", False))

    def gone(self, user, reason, dialect):
        broke = reason not in GIVEN_UP + ("shutdown", "password-changed", "node-lost")
        if reason in GIVEN_UP or broke and dialect == "original":
            event = "logged-out" if reason in ("logout", "logged-out") else "left"
            kept = self.leave_all(user, event)
        else:
            kept = self.rooms_of(user)
            self.absent[user.lower()] = time.monotonic() + self.args.grace
        for room in kept:
            self.tell("absent", room.place(user)["user"], room)

    def back(self, user, dialect, key, returns):
        returns = self.absent.pop(user.lower(), None) is not None or returns
        for room in self.rooms_of(user):
            outlasts = room.outlasts_logins(user)
            if outlasts and not key:
                continue
            if not room.admits(dialect):
                self.leave(user, "left", [room])
                continue
            if room.place(user)["key"] != key:
                room.place(user)["key"] = key
                room.version += 1
            if returns or outlasts:
                self.tell("back", room.place(user)["user"], room)

    async def look_after_absent(self):
        """Ends what was kept for long enough, and finds members of whose going no news came."""
        while True:
            now = time.monotonic()
            over = [user for user, until in self.absent.items() if until <= now]
            members = {user.lower() for room in self.rooms.values() for user in room.members}
            try:
                asked = list(members.union(over))
                away = (await self.bus.ask(PRESENCE, "absent", users=asked))["users"] if asked else []
            except Refused:
                away = []  # unknown at present
                over = []
            for user in over:
                del self.absent[user]
                if any(same(user, one) for one in away):
                    self.leave_all(user, "left")
            for user in away:
                if user.lower() in members and user.lower() not in over:
                    self.absent.setdefault(user.lower(), now + self.args.grace)
            await asyncio.sleep(min(SWEEP_S, self.args.grace))

    async def run(self):
        while True:
            try:
                self.bus = await Bus.connect(self.args.place, self.args.secret)
                await self.bus.register(PRESENCE_EVENTS, self.presence)
                await self.bus.register(ROOMS, self.serve)
            except OSError as e:
                print("no bridge at %s (%s); again in a second" % (self.args.place, e), file=sys.stderr)
                await asyncio.sleep(1)
                continue
            print("serving " + ROOMS, flush=True)
            looking = asyncio.ensure_future(self.look_after_absent())
            await self.bus.closed()
            looking.cancel()
            print("the bridge is gone", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", help="where the bridge listens: a path, or 127.0.0.1:PORT")
    parser.add_argument("secret", help="the file bridge.secret of the registry")
    parser.add_argument("--members", type=int, default=100, help="largest capacity of a room (100)")
    parser.add_argument("--per-user", type=int, default=16, help="rooms that one user may be in (16)")
    parser.add_argument("--most", type=int, default=10_000, help="rooms at a time (10000)")
    parser.add_argument("--standing", choices=["everyone", "nobody"], default="everyone",
                        help="who may keep a room when it is empty (everyone)")
    parser.add_argument("--grace", type=float, default=120, help="seconds that an absent user's places are kept (120)")
    parser.add_argument("--groups", default="239.255.0.0/16", help="multicast groups of rooms (239.255.0.0/16)")
    parser.add_argument("--port", type=int, default=15700, help="the UDP port of the groups (15700)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        asyncio.run(Rooms(arguments()).run())
    except KeyboardInterrupt:
        sys.exit(130)
    except Refused as refused:
        sys.exit("the bridge refuses: %s" % refused)
