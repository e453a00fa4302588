#!/usr/bin/env python3
"""Greets everybody who enters a room of a registry, whichever room it is.

    hobnob registry --bridge-listen /tmp/bus.sock --bridge-allow "hear registry.event.room"
    hobnob peer --user greeter --password-file FILE --registry HOST --socket /tmp/greeter.sock
    python3 greeter.py /tmp/bus.sock ~/.local/share/hobnob/registry/bridge.secret /tmp/greeter.sock

It hears over the registry's bridge who enters which room, and speaks as the user of a peer: a message to the newcomer.
Python 3.7 or newer, nothing else. protocol/BUS.md and docs/json.md tell what the lines mean.
"""
import asyncio
import itertools
import json
import sys

from hobnob_bus import Bus


class Peer:
    """The peer that speaks for us."""

    @classmethod
    async def connect(cls, path):
        peer = cls()
        peer.reader, peer.writer = await asyncio.open_unix_connection(path, limit=2**24)
        peer.user = json.loads(await peer.reader.readline())["user"]
        peer.ids = itertools.count(1)
        return peer

    def send(self, user, text):
        line = json.dumps({"id": next(self.ids), "request": "send", "to": user, "text": text})
        self.writer.write(line.encode() + b"\n")

    async def listen(self):
        async for line in self.reader:
            answer = json.loads(line)
            if "error" in answer:
                print("not greeted:", answer["error"]["reason"], file=sys.stderr)


async def main(place, secret, socket):
    peer = await Peer.connect(socket)
    bus = await Bus.connect(place, secret)

    async def heard(action, body):
        newcomer, others = body["user"], len(body["members"]) - 1
        if action == "joined" and newcomer.lower() != peer.user.lower():
            company = "you are the first here" if others == 0 else "%d are here already" % others
            peer.send(newcomer, "Welcome to #%s, %s: %s." % (body["room"], newcomer, company))

    await bus.register("registry.event.room", heard)
    print("greeting as " + peer.user, flush=True)
    await asyncio.wait(
        [asyncio.ensure_future(peer.listen()), asyncio.ensure_future(bus.closed())],
        return_when=asyncio.FIRST_COMPLETED,
    )


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        asyncio.run(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
