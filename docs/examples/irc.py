#!/usr/bin/env python3
"""An IRC server on loopback that shows Hobnob's rooms and private chats to WeeChat, irssi and their like.

    hobnob peer --user dana --password-file FILE --registry HOST --socket ~/.hobnob.sock
    python3 irc.py ~/.hobnob.sock --password-file FILE2 --join lab3
    irssi -c 127.0.0.1 -p 6667 -w PASSWORD

Channels are rooms, nicks are users; your nick is your user name. JOIN makes a room that does not exist. Whoever can
connect can speak as you, and all users of a machine share its loopback: use --password-file where there are others.
What arrives while no IRC client is connected waits in the peer (2,000 events).

Python 3.7 or newer, nothing else. docs/json.md tells what the lines to the peer mean.
"""
import argparse
import asyncio
import hmac
import inspect
import itertools
import json
import re
import sys
import time
import unicodedata

SERVER = "hobnob"
MOST_BYTES = 510  # of an IRC line without its end (RFC 2812, 2.3)
MOST_UNREAD = 2**22
LATE_MS = 60_000


class Refused(Exception):
    """The peer's answer is an error; its text is the reason's word."""


class Peer:
    """A connection to the peer: requests with answers, and events."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.ids = itertools.count(1)
        self.answers = {}

    async def ask(self, request, **fields):
        number = next(self.ids)
        answer = self.answers[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"id": number, "request": request, **fields})
        self.writer.write(line.encode() + b"\n")
        answer = await answer
        if "error" in answer:
            raise Refused(answer["error"]["reason"])
        return answer["result"]

    async def events(self):
        async for line in self.reader:
            json_line = json.loads(line)
            if "type" in json_line:
                yield json_line
            elif json_line.get("id") in self.answers:
                self.answers.pop(json_line["id"]).set_result(json_line)

    def close(self):
        self.writer.close()


def harmless(text):
    """Takes out what could end a line, be a CTCP request, or reach a terminal as a control sequence."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co") else c for c in text)


def parts(text, room):
    """Splits a text into lines of at most so many bytes, between words where there is one."""
    for line in re.split(r"\r\n|\n|\r", text):
        raw = line.encode()
        while len(raw) > room:
            end = room
            while raw[end] & 0xC0 == 0x80:  # the middle of a character
                end -= 1
            blank = raw.rfind(b" ", end // 2, end + 1)
            yield raw[: blank if blank > 0 else end].decode()
            raw = raw[blank + 1 if blank > 0 else end :]
        if raw:
            yield raw.decode()


def shown(event):
    """What was said, with what a person should know about it before it."""
    notes = []
    if event.get("again"):
        notes.append("perhaps shown before")
    if event.get("path") == "open":
        notes.append("open: anybody here can forge this")
    if event["at"] - event.get("saidAt", event["at"]) > LATE_MS:
        notes.append(time.strftime("said %H:%M", time.localtime(event["saidAt"] / 1000)))
    text = "[a message that only a later version can read]" if event.get("unreadable") else event["text"]
    if "replyTo" in event:
        text = "(re {user}: {quote}) ".format(**event["replyTo"]) + text
    return "".join("[%s] " % note for note in notes) + text


class Session:
    """One IRC client, with a connection of its own to the peer."""

    def __init__(self, args, reader, writer):
        self.args, self.reader, self.writer = args, reader, writer
        self.peer, self.nick, self.asked = None, "*", None
        self.named, self.allowed = False, args.password is None
        self.topics, self.hosts, self.tasks = {}, {}, set()

    # To the client

    def send(self, line):
        if self.writer.transport.get_write_buffer_size() > MOST_UNREAD:
            self.writer.close()  # it does not read
            return
        raw = re.sub(r"[\r\n\0]", " ", line).encode()
        self.writer.write(raw[:MOST_BYTES].decode(errors="ignore").encode() + b"\r\n")

    def reply(self, number, *words):
        self.send(":%s %s %s %s" % (SERVER, number, self.nick, " ".join(words)))

    def act(self, who, command):
        self.send(":%s!%s@%s %s" % (who, who, SERVER, command))

    def note(self, text, target=None):
        self.send(":%s NOTICE %s :%s" % (SERVER, target or self.nick, harmless(text)))

    def say(self, who, target, text, action=False):
        wrap = "\1ACTION %s\1" if action else "%s"
        head = ":%s!%s@%s PRIVMSG %s :" % (who, who, SERVER, target)
        for part in parts(text, MOST_BYTES - len(head.encode()) - len(wrap)):
            self.send(head + wrap % harmless(part))

    # What the client says

    async def serve(self):
        try:
            while True:
                line = await self.reader.readline()
                if not line or not await self.take(line.decode(errors="replace").rstrip("\r\n")):
                    break
        except (ConnectionError, ValueError):
            pass  # gone, or a line that is far too long
        finally:
            if self.peer:
                self.peer.close()
            self.writer.close()

    async def take(self, line):
        match = re.match(r"(?::\S* +)?(\S+) *(.*)", line)
        if not match:
            return True
        command, rest = match.group(1).upper(), match.group(2)
        middle, colon, trailing = (" " + rest).partition(" :")
        words = middle.split() + ([trailing] if colon else [])
        if command == "QUIT":
            self.send("ERROR :bye")
            return False
        if self.peer is None:
            return await self.register(command, words)
        handler = getattr(self, "on_" + command.lower(), None)
        if handler is None:
            self.reply("421", command, ":Unknown command")
            return True
        try:
            inspect.signature(handler).bind(*words)
        except TypeError:
            self.reply("461", command, ":Too few or too many parameters")
            return True
        # Not awaited: an answer may take its time, and PING must not wait for it. What is asked keeps its order.
        task = asyncio.ensure_future(self.run(handler, command, words))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        await self.peer.writer.drain()
        return True

    async def run(self, handler, command, words):
        try:
            await handler(*words)
        except Refused as refused:
            self.refused(command, words, str(refused))

    async def register(self, command, words):
        if command == "PASS" and words and self.args.password is not None:
            self.allowed = hmac.compare_digest(words[0].encode(), self.args.password.encode())
        elif command == "NICK" and words:
            self.asked = words[0]
        elif command == "USER":
            self.named = True
        elif command == "CAP" and words and words[0].upper() in ("LS", "LIST"):
            self.send(":%s CAP * %s :" % (SERVER, words[0].upper()))
        elif command == "CAP" and words and words[0].upper() == "REQ":
            self.send(":%s CAP * NAK :%s" % (SERVER, words[-1]))
        elif command == "PING":
            self.send(":%s PONG %s :%s" % (SERVER, SERVER, " ".join(words)))
        if not (self.named and self.asked):
            return True
        if not self.allowed:
            self.reply("464", ":Password incorrect")
            self.send("ERROR :wrong password")
            return False
        return await self.connect()

    async def connect(self):
        try:
            self.peer = Peer(*await asyncio.open_unix_connection(self.args.socket, limit=2**24))
            hello = json.loads(await self.peer.reader.readline())
        except (OSError, ValueError) as e:
            self.send("ERROR :no peer at %s: %s" % (self.args.socket, e))
            return False
        if hello["version"] != 1:
            self.send("ERROR :the peer speaks version %s" % hello["version"])
            return False
        self.nick = hello["user"]
        if self.asked != self.nick:
            self.send(":%s NICK %s" % (self.asked, self.nick))
        self.reply("001", ":Welcome to Hobnob, " + self.nick)
        self.reply("002", ":Your host is %s, which speaks Hobnob's JSON, version 1" % SERVER)
        self.reply("003", ":This server keeps nothing")
        self.reply("004", SERVER, "1", "i", "bo")
        self.reply("005", "CHANTYPES=# PREFIX=(o)@ NICKLEN=32 CASEMAPPING=ascii NETWORK=Hobnob :are supported")
        self.reply("422", ":There is no message of the day")
        self.tasks.add(asyncio.ensure_future(self.hear()))
        for room in hello["rooms"]:
            members = await self.peer.ask("members", room=room)
            self.entered(room, members["host"], members["topic"], [one["user"] for one in members["members"]])
        for room in hello["kept"] + self.args.join:
            if room.lower() not in (joined.lower() for joined in hello["rooms"]):
                await self.take("JOIN #" + room)
        return True

    def refused(self, command, words, reason):
        target = words[0] if words else "*"
        number = {
            "no-such-user": "401",
            "not-online": "401",
            "no-such-room": "403",
            "not-a-member": "442",
            "not-host": "482",
            "room-full": "471",
            "banned": "474",
            "wrong-password": "475",
        }.get(reason)
        if number:
            self.reply(number, target, ":" + reason)
        else:
            self.note("%s %s: refused: %s" % (command, target, reason))

    async def on_nick(self, *words):
        self.reply("484", ":Your nick is your user name")

    async def on_ping(self, *words):
        self.send(":%s PONG %s :%s" % (SERVER, SERVER, " ".join(words)))

    async def on_pong(self, *words):
        pass

    on_cap = on_user = on_pass = on_pong

    async def on_join(self, names, keys="", *more):
        keys = keys.split(",")
        for i, name in enumerate(names.split(",")):
            fields = {"room": name.lstrip("#")}
            if i < len(keys) and keys[i]:
                fields["password"] = keys[i]
            try:
                state = await self.joined(fields)
                self.entered(state["room"], state["host"], state["topic"], state["members"] + [self.nick])
            except Refused as refused:
                self.refused("JOIN", [name], str(refused))

    async def joined(self, fields):
        try:
            return await self.peer.ask("join", **fields)
        except Refused as refused:
            if str(refused) != "no-such-room":
                raise
            return await self.peer.ask("create", **fields)

    def entered(self, room, host, topic, members):
        self.topics[room.lower()], self.hosts[room.lower()] = topic, host
        self.act(self.nick, "JOIN #" + room)
        if topic:
            self.reply("332", "#" + room, ":" + harmless(topic))
        self.names(room, host, members)

    def names(self, room, host, members):
        marked = ["@" * (one.lower() == host.lower()) + one for one in sorted(set(members), key=str.lower)]
        for some in parts(" ".join(marked), 400):
            self.reply("353", "=", "#" + room, ":" + some)
        self.reply("366", "#" + room, ":End of NAMES list")

    async def on_part(self, names, *why):
        for name in names.split(","):
            await self.peer.ask("leave", room=name)
            self.act(self.nick, "PART " + name)

    async def on_privmsg(self, targets, text):
        action = re.match("\1ACTION (.*?)\1?$", text)
        if text.startswith("\1") and not action:
            return
        for target in targets.split(","):
            fields = {"text": "* %s %s" % (self.nick, action.group(1)), "action": True} if action else {"text": text}
            sent = await self.peer.ask("send", to=target, **fields)
            if sent["state"] == "queued":
                self.note("queued: %s gets it when both of you are online" % target)

    on_notice = on_privmsg

    async def on_topic(self, name, text=None):
        if text is not None:
            await self.peer.ask("topic", room=name, topic=text)
            self.topic_is(self.nick, name.lstrip("#"), text)
            return
        topic = (await self.peer.ask("members", room=name))["topic"]
        self.reply(*(("332", name, ":" + harmless(topic)) if topic else ("331", name, ":No topic is set")))

    async def on_names(self, names, *more):
        for name in names.split(","):
            members = await self.peer.ask("members", room=name)
            self.names(members["room"], members["host"], [one["user"] for one in members["members"]])

    async def on_list(self, *more):
        self.reply("321", "Channel", ":Users Name")
        for room in (await self.peer.ask("rooms"))["rooms"]:
            self.reply("322", "#" + room["room"], str(room["memberCount"]), ":" + harmless(room["title"]))
        self.reply("323", ":End of LIST")

    async def on_who(self, mask="*", *more):
        if mask.startswith("#"):
            state = await self.peer.ask("members", room=mask)
            users, host = state["members"], state["host"]
        else:
            users, host = (await self.peer.ask("who"))["users"], ""
            users = [one for one in users if mask in ("*", "0") or one["user"].lower() == mask.lower()]
        for one in users:
            flags = ("G" if one.get("away") or one.get("online") is False else "H") + "@" * (one["user"] == host)
            self.reply("352", mask, one["user"], one.get("ip", "*"), SERVER, one["user"], flags, ":0 " + one["user"])
        self.reply("315", mask, ":End of WHO list")

    async def on_whois(self, *words):
        name = words[-1]
        user = await self.peer.ask("whois", user=name)
        self.reply("311", user["user"], user["user"], user["ip"], "*", ":" + user["user"])
        if user.get("rooms"):
            self.reply("319", user["user"], ":" + " ".join("#" + room for room in user["rooms"]))
        self.reply("312", user["user"], SERVER, ":Hobnob")
        if user["away"]:
            self.reply("301", user["user"], ":" + harmless(user["status"] or "away"))
        self.reply("318", name, ":End of WHOIS list")

    async def on_mode(self, target, *modes):
        if not target.startswith("#"):
            self.reply("221", "+i")
        elif modes and modes[0] in ("b", "+b") and len(modes) == 1:
            for user in (await self.peer.ask("bans", room=target))["users"]:
                self.reply("367", target, user)
            self.reply("368", target, ":End of channel ban list")
        elif modes and modes[0] in ("+b", "-b"):
            request = "ban" if modes[0] == "+b" else "unban"
            await self.peer.ask(request, room=target, user=modes[1].partition("!")[0])
        else:
            self.reply("324", target, "+n")

    async def on_kick(self, name, user, *why):
        await self.peer.ask("kick", room=name, user=user)

    async def on_invite(self, user, name):
        await self.peer.ask("invite", room=name, user=user)
        self.reply("341", user, name)

    async def on_away(self, text=""):
        await (self.peer.ask("away", text=text) if text else self.peer.ask("back"))
        self.reply(*(("306", ":You are away") if text else ("305", ":You are back")))

    # What the peer tells

    async def hear(self):
        try:
            async for event in self.peer.events():
                getattr(self, "hear_" + event["type"].replace("-", "_"), lambda event: None)(event)
        except (ConnectionError, ValueError):
            pass
        if not self.writer.is_closing():
            self.send("ERROR :the peer has ended")
            self.writer.close()

    def hear_message(self, event):
        room = event["conversation"].startswith("#")
        self.show(event["from"], event["conversation"] if room else self.nick, shown(event), event)

    def hear_said(self, event):
        self.show(self.nick, event["conversation"], event["text"], event)

    def show(self, who, target, text, event):
        prefix = "* %s " % who
        action = event.get("action", False) and text.startswith(prefix)
        self.say(who, target, text[len(prefix) :] if action else text, action)

    def hear_room_event(self, event):
        room, user, what = "#" + event["room"], event["user"], event["event"]
        if what == "joined":
            self.act(user, "JOIN " + room)
        elif what in ("left", "logged-out"):
            self.act(user, "PART %s :%s" % (room, what))
        elif what == "kicked":
            self.act(event.get("by", SERVER), "KICK %s %s :removed" % (room, user))
        elif what == "changed":
            self.topic_is(user, event["room"], event.get("topic", ""))
        elif what in ("absent", "back"):
            self.note("%s %s" % (user, "lost the connection; the place is kept" if what == "absent" else "is back"), room)
        if event.get("host") and self.hosts.get(event["room"].lower()) != event["host"]:
            self.hosts[event["room"].lower()] = event["host"]
            self.send(":%s MODE %s +o %s" % (SERVER, room, event["host"]))

    def topic_is(self, who, room, topic):
        if self.topics.get(room.lower()) != topic:
            self.topics[room.lower()] = topic
            self.act(who, "TOPIC #%s :%s" % (room, harmless(topic)))

    def hear_chat_request(self, event):
        async def accept():
            await self.peer.ask("answer", user=event["user"], accept=True)

        self.tasks.add(asyncio.ensure_future(self.run(accept, "ANSWER", [event["user"]])))

    def hear_invited(self, event):
        self.act(event["by"], "INVITE %s #%s" % (self.nick, event["room"]))

    def hear_gap(self, event):
        room = event["conversation"].startswith("#")
        self.note(
            "up to %d messages of %s never come" % (event["count"], event["from"]),
            event["conversation"] if room else None,
        )

    def hear_delivered(self, event):
        if event["left"] == 0:
            self.note("%s has what was queued" % event["user"])

    def hear_room_lost(self, event):
        self.act(self.nick, "PART #%s :%s" % (event["room"], event["reason"]))

    def hear_announcement(self, event):
        self.note("the registry says: " + event["text"])

    def hear_state(self, event):
        self.note("the registry: " + event["state"])

    def hear_key_changed(self, event):
        self.note("%(user)s has another key than before; nothing is sent or shown until you /trust it in hobnob" % event)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("socket", help="where hobnob peer --socket listens")
    parser.add_argument("--port", type=int, default=6667, help="0: any free one (6667)")
    parser.add_argument("--password-file", help="its first line is what clients must give as PASS")
    parser.add_argument("--join", action="append", default=[], metavar="ROOM", help="a room to enter with each client")
    args = parser.parse_args()
    args.password = None
    if args.password_file:
        with open(args.password_file, encoding="utf-8") as file:
            args.password = file.readline().rstrip("\n")
    return args


async def main(args):
    async def serve(reader, writer):
        await Session(args, reader, writer).serve()

    server = await asyncio.start_server(serve, "127.0.0.1", args.port)
    print("listening at 127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main(arguments()))
    except KeyboardInterrupt:
        sys.exit(130)
