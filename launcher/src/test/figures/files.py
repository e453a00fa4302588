#!/usr/bin/env python3
"""How fast a file goes from one peer to another over loopback, beside openssl with the same cipher, and what chat
beside it takes.

Both ways the file is read from a file, hashed on both sides and written to a file. Run it from the clone, after
`launcher/hobnob --version` has built it:

    python3 launcher/src/test/figures/files.py [--megabytes 1000] [--rounds 3]

The variable HOBNOB names another program than launcher/hobnob.
"""

import argparse
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[4]
HOBNOB = os.environ.get("HOBNOB", str(ROOT / "launcher" / "hobnob"))
ENVIRONMENT = {**os.environ, "HOBNOB_INTERFACE": "lo"}
PATIENCE_S = 300
CHAT_EVERY_S = 0.02
WARM_UP_S = 15
ALONE_S = 10
MOST_ON_THEIR_WAY = 100
# s_client takes a Q or an R that it reads first for a command.
HIGH = bytes(byte | 0x80 for byte in range(256))


class Peer:
    """A `hobnob peer --json`."""

    def __init__(self, folder, user, registry, pin, password):
        home = folder / user
        home.mkdir()
        environment = {**ENVIRONMENT, "XDG_DATA_HOME": str(home)}
        self.process = subprocess.Popen(
            [HOBNOB, "peer", "--json", "--registry", registry, "--pin", pin, "--user", user, "--signup",
             "--password-file", str(password)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.events, self.answers, self.heard = queue.Queue(), queue.Queue(), {}
        self.asked = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            now = time.monotonic()
            told = json.loads(line)
            if "type" not in told:
                self.answers.put(told)
            elif told["type"] == "message":
                self.heard[told["text"]] = now
            elif told["type"] != "file-progress":
                self.events.put(told)

    def ask(self, request, **fields):
        self.asked += 1
        self.say(request, self.asked, **fields)
        while True:
            answer = self.answers.get(timeout=PATIENCE_S)
            if answer.get("id") == self.asked:
                return answer.get("result", answer)

    def say(self, request, number=0, **fields):
        self.process.stdin.write(json.dumps({"request": request, "id": number, **fields}) + "\n")
        self.process.stdin.flush()

    def see(self, kind, **fields):
        while True:
            told = self.events.get(timeout=PATIENCE_S)
            if told["type"] == kind and all(told.get(key) == value for key, value in fields.items()):
                return told


class Chat:
    """Talk of one peer to another, one line after the other at a steady pace, while something else goes on."""

    def __init__(self, ana, bob, name):
        self.ana, self.bob, self.name, self.said, self.over = ana, bob, name, {}, False
        self.thread = threading.Thread(target=self._talk)
        self.thread.start()

    def _talk(self):
        while not self.over:
            if len(self.said) - len(self.bob.heard.keys() & self.said.keys()) > MOST_ON_THEIR_WAY:
                time.sleep(CHAT_EVERY_S)
                continue
            text = f"{self.name}-{len(self.said)}"
            self.said[text] = time.monotonic()
            self.ana.say("send", to="bob", text=text)
            time.sleep(CHAT_EVERY_S)

    def end(self):
        """The times from request to event, in ms, in ascending order."""
        self.over = True
        self.thread.join()
        deadline = time.monotonic() + 30
        while any(text not in self.bob.heard for text in self.said) and time.monotonic() < deadline:
            time.sleep(0.05)
        return sorted((self.bob.heard[text] - at) * 1000 for text, at in self.said.items() if text in self.bob.heard)


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def openssl(folder, source, port=17443):
    """Seconds that openssl takes, hashes included."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    if not key.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
             "/CN=figures", "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
    cipher = ["-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256"]
    # Its standard input stays open: at its end the server would end too.
    server = subprocess.Popen(
        ["openssl", "s_server", "-quiet", "-accept", f"127.0.0.1:{port}", "-naccept", "1", "-cert", certificate,
         "-key", key, *cipher], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    there = subprocess.Popen(
        ["bash", "-c", f"tee {folder}/copy | openssl dgst -sha256 -r > {folder}/there"], stdin=server.stdout)
    server.stdout.close()
    time.sleep(1)
    begun = time.monotonic()
    here = subprocess.Popen(
        ["bash", "-c", f"tee >(openssl dgst -sha256 -r > {folder}/here) < {source} | openssl s_client -quiet -no_ign_eof -connect"
                       f" 127.0.0.1:{port} {' '.join(cipher)} >/dev/null 2>&1"])
    here.wait(PATIENCE_S)
    there.wait(PATIENCE_S)
    seconds = time.monotonic() - begun
    server.stdin.close()
    server.wait(PATIENCE_S)
    while not (folder / "here").read_text():
        time.sleep(0.1)  # The shell does not wait for the hash on this side.
    if (folder / "here").read_text() != (folder / "there").read_text():
        sys.exit("openssl's copy differs")
    os.unlink(folder / "copy")
    return seconds


def hobnob(ana, bob, source, folder):
    """Seconds that a file takes from the acceptance to the event that it is there."""
    answer = ana.ask("send-file", to="bob", path=str(source))
    if not answer.get("offers"):
        sys.exit(f"not offered: {answer}")
    number = bob.see("file", own=False, state="offered")["file"]
    begun = time.monotonic()
    bob.ask("accept-file", file=number, folder=str(folder))
    done = bob.see("file", own=False, file=number, state="done")
    seconds = time.monotonic() - begun
    ana.see("file", own=True, state="done")
    os.unlink(done["path"])
    return seconds


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--megabytes", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--port", type=int, default=17601)
    chosen = options.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hobnob-files-"))
    processes = []
    try:
        source = folder / "source"
        with open(source, "wb") as out:
            for _ in range(chosen.megabytes):
                out.write(os.urandom(1_000_000).translate(HIGH))
        password = folder / "password"
        password.write_text("correct horse battery\n")
        password.chmod(0o600)
        registry = subprocess.Popen(
            [HOBNOB, "registry", "--interface", "lo", "--port", str(chosen.port), "--udp-port", str(chosen.port + 1),
             "--data", str(folder / "registry"), "--no-announce"],
            env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        processes.append(registry)
        pin = next(word for line in registry.stdout for word in line.split()
                   if word.count("-") == 12 and len(word) > 50)
        threading.Thread(target=lambda: [None for _ in registry.stdout], daemon=True).start()
        time.sleep(2)
        ana, bob = (Peer(folder, user, f"127.0.0.1:{chosen.port}", pin, password) for user in ("ana", "bob"))
        processes += [ana.process, bob.process]
        for peer in (ana, bob):
            peer.see("hello")
        ana.ask("send", to="bob", text="warm up")
        run(chosen, folder, source, ana, bob)
    finally:
        for process in processes:
            process.terminate()
        shutil.rmtree(folder, ignore_errors=True)


def run(chosen, folder, source, ana, bob):
    print(f"{chosen.megabytes} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    hobnob(ana, bob, source, folder / "down")  # what runs often is compiled by then
    talk_for(ana, bob, "warm", WARM_UP_S)
    tell("chat alone", talk_for(ana, bob, "alone", ALONE_S))
    beside = []
    for number in range(1, chosen.rounds + 1):
        theirs = openssl(folder, source)
        ours = hobnob(ana, bob, source, folder / "down")
        chat = Chat(ana, bob, f"beside-{number}")
        hobnob(ana, bob, source, folder / "down")
        beside += chat.end()
        print(f"round {number}: openssl {chosen.megabytes / theirs:.0f} MB/s, hobnob {chosen.megabytes / ours:.0f} MB/s,"
              f" {theirs / ours:.2f} of it; load {os.getloadavg()[0]:.1f}", flush=True)
    tell("chat beside the files", sorted(beside))


def talk_for(ana, bob, name, seconds):
    chat = Chat(ana, bob, name)
    time.sleep(seconds)
    return chat.end()


def tell(what, times):
    print(f"{what}: p50 {percentile(times, .5):.1f} ms, p99 {percentile(times, .99):.1f} ms, longest {times[-1]:.0f} ms,"
          f" {len(times)} lines", flush=True)


if __name__ == "__main__":
    main()
