package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.hobnob.protocol.message.value.UserName;

/** A hand-out on a simulated network: one clock, lines that take 5 ms, datagrams that arrive at once, late or never. */
final class SimHandout {
    private static final long LINE_MS = 5;
    private static final long END_MS = 600_000;
    private static final int MOST_STEPS = 1_000_000;
    /** Pieces are small so that many seeds run; their datagrams count as long as they would be. */
    static final int PIECE_BYTES = 16;

    /** How much larger a real datagram is. */
    static final double SCALE = (Piece.MAX_CONTENT_BYTES + 64.0) / (PIECE_BYTES + 64);

    final Layout layout;
    final Random random;
    private final byte[] file;
    private final Map<UserName, SimReceiver> receivers = new LinkedHashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Pace pace;
    private HandoutSender sender;
    private long now;
    private long order;
    private int fetched;

    /** Changes what a receiver reports. */
    interface Lie {
        Report of(Report truth);
    }

    private final Map<UserName, Lie> liars = new LinkedHashMap<>();

    private record Event(long atMs, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atMs == other.atMs ? Long.compare(order, other.order) : Long.compare(atMs, other.atMs);
        }
    }

    SimHandout(long seed, int pieces) {
        random = new Random(seed);
        layout = new Layout((long) pieces * PIECE_BYTES - 3, PIECE_BYTES, 100);
        file = new byte[(int) layout.size()];
        random.nextBytes(file);
        pace = new Pace(scaled(131_072), scaled(524_288), scaled(12_000_000));
        sender = new HandoutSender(layout, pace, 0);
    }

    private static long scaled(long rate) {
        return Math.round(rate / SCALE);
    }

    SimReceiver add(String name, SimReceiver.Path path) {
        SimReceiver receiver = new SimReceiver(name, layout, path, new Random(random.nextLong()));
        receivers.put(receiver.name, receiver);
        sender.join(receiver.name, now);
        return receiver;
    }

    SimHandout addAll(int count, SimReceiver.Path path) {
        for (int i = 0; i < count; i++) {
            add("member" + receivers.size(), path);
        }
        return this;
    }

    void lies(SimReceiver receiver, Lie lie) {
        liars.put(receiver.name, lie);
    }

    void at(long atMs, Runnable what) {
        events.add(new Event(atMs, order++, what));
    }

    void leave(SimReceiver receiver) {
        receiver.isGone = true;
    }

    long now() {
        return now;
    }

    double rate() {
        return pace.rate() * SCALE;
    }

    void run() {
        for (int steps = 0; !sender.isOver(); steps++) {
            assertTrue(steps < MOST_STEPS, "time stands still");
            long wakeMs = sender.wakeMs();
            if (!events.isEmpty() && events.peek().atMs() <= wakeMs) {
                Event event = events.poll();
                now = Math.max(now, event.atMs());
                event.what().run();
            } else {
                assertTrue(wakeMs < END_MS, "nothing happens any more");
                now = Math.max(now, wakeMs);
            }
            sender.step(now).forEach(this::carryOut);
        }
        for (SimReceiver receiver : receivers.values()) {
            if (!receiver.isGone) {
                fetchRest(receiver);
                assertArrayEquals(file, receiver.store.file(), receiver.name.shown());
            }
        }
    }

    private void carryOut(HandoutEffect effect) {
        if (effect instanceof HandoutEffect.Emit emit) {
            Piece piece = new Piece(emit.serial(), emit.block(), emit.number(), content(emit.block(), emit.number()));
            receivers.values().forEach(one -> hear(one, piece));
        } else if (effect instanceof HandoutEffect.Ask ask) {
            SimReceiver receiver = receivers.get(ask.receiver());
            if (!receiver.isGone) {
                at(now + LINE_MS, () -> answer(receiver, ask.needs()));
            }
        } else if (effect instanceof HandoutEffect.Release release) {
            receivers.get(release.receiver()).released = release.why();
        }
    }

    private void hear(SimReceiver receiver, Piece piece) {
        if (receiver.delayMs == 0) {
            receiver.hear(piece, now);
        } else {
            at(now + receiver.delayMs, () -> receiver.hear(piece, now));
        }
    }

    private void answer(SimReceiver receiver, int needs) {
        Report truth = receiver.report(needs);
        Report said =
                liars.containsKey(receiver.name) ? liars.get(receiver.name).of(truth) : truth;
        at(now + LINE_MS, () -> sender.report(receiver.name, said, now));
    }

    private byte[] content(int block, int number) {
        if (number < layout.sources(block)) {
            return source(block, number);
        }
        List<byte[]> sources = new ArrayList<>();
        for (int source = 0; source < layout.sources(block); source++) {
            sources.add(source(block, source));
        }
        return ErasureCode.repair(sources, number);
    }

    private byte[] source(int block, int number) {
        int from = (int) layout.position(block, number);
        byte[] content = Arrays.copyOfRange(file, from, from + layout.length(block, number));
        return Arrays.copyOf(content, layout.pieceBytes());
    }

    private void fetchRest(SimReceiver receiver) {
        int from = (int) receiver.engine.gap();
        receiver.store.write(from, Arrays.copyOfRange(file, from, file.length));
        fetched += file.length - from;
    }

    /** Returns how many bytes of pieces were emitted by multicast, in files. */
    double emitted() {
        return (double) sender.emitted() / layout.pieces();
    }

    /** Returns what was fetched over connections, in files. */
    double fetched() {
        return (double) fetched / layout.size();
    }

    @Override
    public String toString() {
        return String.format("emitted %.3f, fetched %.3f, after %d ms, rate %.0f", emitted(), fetched(), now, rate());
    }
}
