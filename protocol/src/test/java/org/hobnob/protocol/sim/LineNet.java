package org.hobnob.protocol.sim;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Connections between nodes, as TLS over TCP gives them: reliable and in order while they live, each end knowing the
 * other. A connect is refused where the other's program is down or does not listen, and times out where the other is cut
 * off, without power or paused. A partition holds messages back; a long one breaks the line. A machine that lost its power
 * tells nobody: who sends to it notices after a while, who only listens never does.
 *
 * @param <M> messages: immutable, or bytes
 */
public final class LineNet<M> {
    /** How soon a connect that did not get through is tried again, until its time is over. */
    private static final long CONNECT_RETRY_MS = 1_000;

    private record Listener<M>(int incarnation, Consumer<Line<M>> acceptor) {}

    private final World world;
    private final RandomGenerator random;
    private final Map<Node, Listener<M>> listeners = new IdentityHashMap<>();
    private final Map<Node, Map<Node, Long>> silentUntilMs = new IdentityHashMap<>();
    private final List<Connection<M>> connections = new ArrayList<>();
    private LineFaults faults = LineFaults.LAN;

    /** @param name of the network: each draws its own times */
    public LineNet(World world, String name) {
        this.world = world;
        this.random = world.random(name);
        world.onDown(this::wentDown);
    }

    /** Sets how lines behave from now on. */
    public void faults(LineFaults ofAll) {
        faults = ofAll;
    }

    /** Lets the program that runs on the node accept lines. */
    public void listen(Node node, Consumer<Line<M>> acceptor) {
        if (node.isUp()) {
            listeners.put(node, new Listener<>(node.incarnation(), acceptor));
        }
    }

    /** Lets the program of one node connect to another, and tells it the line, or that there is none. */
    public void connect(Node from, Node to, Consumer<Optional<Line<M>>> then) {
        if (from.isUp()) {
            Attempt attempt = new Attempt(from, to, then);
            attempt.timeout = from.in(faults.connectTimeoutMs(), attempt::fail);
            world.in(delayMs(), attempt::arrive);
        }
    }

    /** Breaks all lines between the two; what is on the way is lost, and each end is told in its own time. */
    public void cut(Node one, Node other) {
        world.trace(() -> "lines cut between " + one + " and " + other);
        List.copyOf(connections).stream().filter(c -> c.joins(one, other)).forEach(Connection::cut);
    }

    /** Breaks one line, any. */
    public void cutOne() {
        if (!connections.isEmpty()) {
            Connection<M> victim = connections.get(random.nextInt(connections.size()));
            world.trace(() -> "a line is cut: " + victim);
            victim.cut();
        }
    }

    /** Lets nothing pass between the two for so long, and nobody notice until the line is given up. */
    public void silence(Node one, Node other, long ms) {
        world.trace(() -> "lines silent for " + ms + " ms between " + one + " and " + other);
        long untilMs = world.nowMs() + ms;
        silentUntilMs.computeIfAbsent(one, unused -> new IdentityHashMap<>()).put(other, untilMs);
        silentUntilMs.computeIfAbsent(other, unused -> new IdentityHashMap<>()).put(one, untilMs);
    }

    /** How many connections are not over. */
    public int connections() {
        return connections.size();
    }

    World world() {
        return world;
    }

    LineFaults faults() {
        return faults;
    }

    long delayMs() {
        return random.nextLong(faults.minDelayMs(), faults.maxDelayMs() + 1);
    }

    long noticeMs() {
        return random.nextLong(faults.maxNoticeMs() + 1);
    }

    boolean passes(Node one, Node other) {
        Map<Node, Long> silences = silentUntilMs.get(one);
        Long untilMs = silences == null ? null : silences.get(other);
        return (untilMs == null || untilMs <= world.nowMs())
                && world.partitions().together(one, other)
                && one.hasPower()
                && other.hasPower();
    }

    void ended(Connection<M> connection) {
        connections.remove(connection);
    }

    @SuppressWarnings("unchecked") // a copy has the type of what was copied
    static <M> M copy(M message) {
        return message instanceof byte[] bytes ? (M) bytes.clone() : message;
    }

    private void wentDown(Node node, boolean byPower) {
        listeners.remove(node);
        List.copyOf(connections).stream()
                .filter(connection -> connection.has(node))
                .forEach(connection -> connection.crashed(node, byPower, random.nextBoolean()));
    }

    /** One connect, until the caller is told. */
    private final class Attempt {
        private final Node from;
        private final Node to;
        private final int incarnation;
        private final Consumer<Optional<Line<M>>> then;
        private Timer timeout;
        private Connection<M> connection;
        private boolean told;

        Attempt(Node from, Node to, Consumer<Optional<Line<M>>> then) {
            this.from = from;
            this.to = to;
            this.incarnation = from.incarnation();
            this.then = then;
        }

        void arrive() {
            Listener<M> listener = listeners.get(to);
            if (told || !from.lives(incarnation)) {
                return;
            }
            if (!passes(from, to)) {
                world.in(CONNECT_RETRY_MS, this::arrive);
            } else if (listener == null) {
                world.in(delayMs(), () -> from.run(incarnation, this::fail));
            } else {
                to.run(listener.incarnation, () -> accept(listener));
            }
        }

        private void accept(Listener<M> listener) {
            if (told || !from.lives(incarnation)) {
                return;
            }
            connection = new Connection<>(LineNet.this, from, to);
            connections.add(connection);
            world.trace(() -> to + " accepts a line of " + from);
            connection.established(this::succeed);
            listener.acceptor.accept(connection.called());
        }

        private void succeed() {
            if (!told) {
                told = true;
                timeout.cancel();
                then.accept(Optional.of(connection.caller()));
            }
        }

        private void fail() {
            if (!told) {
                told = true;
                timeout.cancel();
                world.trace(() -> from + " gets no line to " + to);
                if (connection != null) {
                    connection.cut();
                }
                then.accept(Optional.empty());
            }
        }
    }
}
