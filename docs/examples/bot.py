#!/usr/bin/env python3
"""A bot for Hobnob that answers !time, !echo TEXT and !help, in rooms and in private.

    hobnob peer --user robot --password-file FILE --registry HOST --socket /tmp/robot.sock
    python3 bot.py /tmp/robot.sock lab3

Python 3.7 or newer, nothing else. docs/json.md tells what the lines mean.
"""
import itertools
import json
import socket
import sys
import time

COMMANDS = {
    "!time": lambda rest: time.strftime("It is %H:%M:%S here."),
    "!echo": lambda rest: rest or "Nothing to say?",
    "!help": lambda rest: "I know " + ", ".join(sorted(COMMANDS)),
}


def main(path, rooms):
    peer = socket.socket(socket.AF_UNIX)
    peer.connect(path)
    lines = peer.makefile("r", encoding="utf-8")
    ids = itertools.count(1)

    def ask(request, **fields):
        line = json.dumps({"id": next(ids), "request": request, **fields})
        peer.sendall(line.encode() + b"\n")

    for room in rooms:
        ask("join", room=room)
    for line in lines:
        event = json.loads(line)
        if event.get("type") == "hello" and event["version"] != 1:
            sys.exit("this bot speaks version 1")
        if "error" in event:
            print("refused:", event, file=sys.stderr)
        if event.get("type") == "chat-request":
            ask("answer", user=event["user"], accept=True)
        if event.get("type") == "message":
            word, _, rest = event["text"].partition(" ")
            if word in COMMANDS and not event.get("again"):
                ask("send", to=event["conversation"], text=COMMANDS[word](rest.strip()))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
