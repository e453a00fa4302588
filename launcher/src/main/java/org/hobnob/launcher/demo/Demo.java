package org.hobnob.launcher.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.ChildProcess;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.child.LoopbackRegistry;
import org.hobnob.launcher.child.Play;
import org.hobnob.net.Interfaces;

/**
 * A registry and several peers, each a process of its own on loopback, that hold a conversation. The demo shows and checks
 * what appears on the recipients' screens.
 */
final class Demo implements Play {
    private static final List<String> NAMES = List.of("dana", "omar", "lena", "amir", "noor", "timo", "ines", "kofi");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration REACH = Duration.ofSeconds(8);
    private static final String ROOM = "lab3";

    private final Path folder;
    private final PrintStream out;
    private final Child.Starter starter;
    private final Duration delivery;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final List<Child> peers = new ArrayList<>();
    private final int peerCount;
    private final boolean multicast;
    private int delivered;

    /** The most peers that a demo can have. */
    static int mostPeers() {
        return NAMES.size();
    }

    /**
     * @param folder an empty folder for all data and logs
     * @param out receives the conversation
     * @param delivery how long a message may take to arrive
     * @param peerCount 2 to {@link #mostPeers}
     * @param multicast whether peers try multicast
     */
    Demo(Path folder, PrintStream out, Duration delivery, int peerCount, boolean multicast) {
        this(
                folder,
                out,
                delivery,
                peerCount,
                multicast,
                (name, arguments) -> ChildProcess.start(name, folder, line -> true, arguments));
    }

    Demo(Path folder, PrintStream out, Duration delivery, int peerCount, boolean multicast, Child.Starter starter) {
        this.peerCount = peerCount;
        this.multicast = multicast;
        this.folder = folder;
        this.out = out;
        this.delivery = delivery;
        this.starter = starter;
    }

    /** @throws DemoFailedException if a message did not arrive */
    @Override
    public void run() {
        String address = startRegistry();
        for (String name : NAMES.subList(0, peerCount)) {
            peers.add(startPeer(name, address));
        }
        peers.forEach(peer -> peer.type("/signup " + peer.name() + " demo-" + peer.name()));
        peers.forEach(peer -> expect(peer, START, "Logged in as " + peer.name()));
        tell(peerCount + " peers have signed up and are online");
        chatDirectly();
        chatInRoom(enterRoom());
        peers.forEach(peer -> peer.type("/quit"));
        peers.forEach(peer -> expect(peer, delivery, "Logged out."));
        tell("all " + delivered + " messages arrived");
    }

    private String startRegistry() {
        tell("starting a registry on loopback");
        Child registry = start("registry", LoopbackRegistry.command(folder.resolve("registry")));
        String port = expect(registry, START, "tcp-port: ").substring("tcp-port: ".length());
        expect(registry, START, "registry ready");
        return "127.0.0.1:" + port;
    }

    private Child startPeer(String name, String address) {
        return start(
                name,
                "peer",
                "--registry",
                address,
                "--trust",
                "tofu",
                "--profile",
                name,
                "--interface",
                Interfaces.loopback().name(),
                multicast ? "--multicast" : "--no-multicast");
    }

    private Child start(String name, String... arguments) {
        Child child = starter.start(name, arguments);
        children.add(child);
        return child;
    }

    private void chatDirectly() {
        for (int i = 0; i < peers.size(); i++) {
            Child sender = peers.get(i);
            Child recipient = peers.get((i + 1) % peers.size());
            String text = "hello " + recipient.name() + ", this is " + sender.name();
            sender.type("/msg " + recipient.name() + " " + text);
            arrives(recipient, "[@" + sender.name() + "] " + text, "tcp");
            expect(
                    sender,
                    delivery,
                    "[@" + recipient.name() + "] you: " + text + "  (delivered)",
                    "@" + recipient.name() + ": delivered what was queued (1)");
        }
    }

    /**
     * Lets all peers join the room.
     *
     * @return the transports over which its messages may arrive: with multicast also TCP, which repairs losses
     */
    private String[] enterRoom() {
        Child host = peers.get(0);
        host.type("/create " + ROOM + " 0 - A room for the demo");
        boolean multicast = expect(host, delivery, "#" + ROOM + " created").contains("multicast on");
        for (Child peer : peers.subList(1, peers.size())) {
            peer.type("/join " + ROOM);
            expect(peer, delivery, "#" + ROOM + " joined");
            expect(host, delivery, "#" + ROOM + ": " + peer.name() + " joined");
        }
        if (multicast) {
            boolean reached = allReachEachOther();
            tell("#" + ROOM + (reached ? ": multicast reaches everybody" : ": multicast does not reach everybody yet"));
            return new String[] {"multicast", "tcp"};
        }
        tell("#" + ROOM + ": multicast is not possible here, room messages go over TCP");
        return new String[] {"tcp"};
    }

    private boolean allReachEachOther() {
        return peers.stream()
                .allMatch(peer -> peers.stream()
                        .filter(other -> other != peer)
                        .allMatch(other -> peer.await(REACH, "multicast reaches " + other.name())
                                .isPresent()));
    }

    private void chatInRoom(String... paths) {
        for (Child sender : peers) {
            String text = sender.name() + " says good morning to the room";
            sender.type(text);
            for (Child recipient : peers) {
                if (recipient != sender) {
                    arrives(recipient, "[#" + ROOM + "] " + sender.name() + ": " + text, paths);
                }
            }
        }
    }

    private void arrives(Child recipient, String text, String... paths) {
        String[] lines =
                Arrays.stream(paths).map(path -> text + "  (" + path + ")").toArray(String[]::new);
        String line = expect(recipient, delivery, lines);
        if (recipient.lines(text).size() != 1) {
            throw new DemoFailedException(recipient.name() + " saw more than once: " + text);
        }
        delivered++;
        out.printf("  %-6s sees   %s%n", recipient.name(), line);
        out.flush();
    }

    private String expect(Child child, Duration patience, String... texts) {
        String text = String.join("» or «", texts);
        return child.await(patience, texts)
                .orElseThrow(() -> new DemoFailedException(
                        child.isAlive()
                                ? child.name() + " did not show «" + text + "» in " + patience.toSeconds() + " s"
                                : child.name() + " ended before it showed «" + text + "»"));
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    /** Ends all processes, the peers before the registry. */
    @Override
    public void close() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
    }
}
