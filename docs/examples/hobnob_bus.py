"""The bridge to a registry's event bus (BUS.md 7), for programs in Python.

    bus = await Bus.connect("/run/hobnob/bus.sock", "/var/lib/hobnob/bridge.secret")
    await bus.register("registry.event.room", heard)          # async def heard(action, body)
    contact = await bus.ask("registry.presence", "search", user="dana")

Python 3.7 or newer, nothing else.
"""
import asyncio
import itertools
import json


class Refused(Exception):
    """A request was refused: a reason word of SPEC 2.5, its code, and for how long to wait, in milliseconds."""

    def __init__(self, reason, code=404, wait_ms=0):
        super().__init__(reason)
        self.reason, self.code, self.wait_ms = reason, code, wait_ms

    @property
    def words(self):
        return "%s %d" % (self.reason, self.wait_ms) if self.wait_ms else self.reason


class Bus:
    """A connection to the bridge."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.numbers = itertools.count(1)
        self.answers, self.registered, self.handlers = {}, {}, {}
        self.tasks = set()

    @classmethod
    async def connect(cls, place, secret_file):
        """Connects to a Unix socket (a path with a /) or to HOST:PORT of loopback, and says the secret."""
        if "/" in place:
            reader, writer = await asyncio.open_unix_connection(place)
        else:
            host, _, port = place.rpartition(":")
            reader, writer = await asyncio.open_connection(host, int(port))
        bus = cls(reader, writer)
        with open(secret_file, encoding="ascii") as file:
            bus.write(type="hello", secret=file.read().strip())
        hello = await bus.read()
        if hello.get("type") != "hello" or hello.get("version") != 1:
            raise Refused(hello.get("message", "another version"))
        bus.start(bus.listen())
        return bus

    def start(self, work):
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def write(self, **frame):
        raw = json.dumps(frame).encode()
        self.writer.write(len(raw).to_bytes(4, "big") + raw)

    async def read(self):
        length = int.from_bytes(await self.reader.readexactly(4), "big")
        return json.loads(await self.reader.readexactly(length))

    async def register(self, address, handler):
        """From now on handler(action, body) takes what comes there; what it returns or raises answers a request."""
        self.handlers[address] = handler
        done = self.registered[address] = asyncio.get_event_loop().create_future()
        self.write(type="register", address=address)
        await done

    async def ask(self, address, action, **body):
        """Sends a request; the body of its answer. Raises Refused."""
        number = "answer.%d" % next(self.numbers)
        answer = self.answers[number] = asyncio.get_event_loop().create_future()
        self.write(type="send", address=address, replyAddress=number, headers={"action": action}, body=body)
        return await answer

    def publish(self, address, action, body):
        self.write(type="publish", address=address, headers={"action": action}, body=body)

    async def listen(self):
        """Takes frames until the bridge is gone."""
        try:
            while True:
                self.take(await self.read())
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.writer.close()
            for waiting in [*self.answers.values(), *self.registered.values()]:
                if not waiting.done():
                    waiting.set_exception(Refused("unavailable", 503))
            self.answers.clear()

    def take(self, frame):
        kind, address = frame["type"], frame.get("address")
        if kind == "registered" and address in self.registered:
            self.registered[address].set_result(None)
        elif kind == "message" and address in self.answers:
            self.answers.pop(address).set_result(frame["body"])
        elif kind == "err" and address in self.answers:
            reason, _, wait = frame["message"].partition(" ")
            code = frame.get("failureCode", 404)
            self.answers.pop(address).set_exception(Refused(reason, code, int(wait or 0)))
        elif kind == "err" and address in self.registered and not self.registered[address].done():
            self.registered[address].set_exception(Refused(frame["message"]))
        elif kind == "message" and address in self.handlers:
            self.start(self.handle(self.handlers[address], frame))

    async def handle(self, handler, frame):
        reply = frame.get("replyAddress")
        try:
            body = await handler(frame.get("headers", {}).get("action", ""), frame["body"])
            if reply:
                self.write(type="send", address=reply, body=body or {})
        except Refused as refused:
            if reply:
                self.write(type="fail", address=reply, failureCode=refused.code, message=refused.words)
        except Exception as fault:
            if reply:
                self.write(type="fail", address=reply, failureCode=500, message="internal")
            asyncio.get_event_loop().call_exception_handler({"message": "a handler failed", "exception": fault})

    async def closed(self):
        """Completes when the bridge is gone."""
        while not self.writer.is_closing():
            await asyncio.sleep(0.2)
