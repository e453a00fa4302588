package org.hobnob.protocol.handout;

import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;

/** A receiver with its piece of network. */
final class SimReceiver {
    final UserName name;
    final MemoryStore store;
    final HandoutReceiver engine;
    private final Path path;
    private final RandomGenerator random;
    HandoutEffect.Why released;
    boolean isGone;
    long delayMs;

    /** What becomes of a datagram on its way. */
    interface Path {
        /** Returns whether it arrives. */
        boolean lets(RandomGenerator random, long nowMs);
    }

    SimReceiver(String name, Layout layout, Path path, RandomGenerator random) {
        this.name = UserName.of(name).orElseThrow();
        this.path = path;
        this.random = random;
        store = new MemoryStore(layout.size());
        engine = new HandoutReceiver(layout, store);
    }

    static Path lossless() {
        return (random, nowMs) -> true;
    }

    static Path losing(double share) {
        return (random, nowMs) -> random.nextDouble() >= share;
    }

    static Path deaf() {
        return (random, nowMs) -> false;
    }

    /** Loses a hundredth of the datagrams as the beginning of a burst of about 60. */
    static Path bursts(double begins, double ends) {
        boolean[] isLosing = {false};
        return (random, nowMs) -> {
            isLosing[0] = random.nextDouble() < (isLosing[0] ? 1 - ends : begins);
            return !isLosing[0];
        };
    }

    /** A link that takes so many bytes a second, with a queue of 64 KB in front. */
    static Path narrow(double bytesPerSecond) {
        double[] queue = {0};
        long[] last = {0};
        int bytes = Piece.MAX_CONTENT_BYTES + 64;
        return (random, nowMs) -> {
            queue[0] = Math.max(0, queue[0] - (nowMs - last[0]) * bytesPerSecond / 1_000);
            last[0] = nowMs;
            boolean fits = queue[0] + bytes <= 64 * 1024;
            queue[0] += fits ? bytes : 0;
            return fits;
        };
    }

    void hear(Piece piece, long nowMs) {
        if (!isGone && path.lets(random, nowMs)) {
            engine.take(piece);
        }
    }

    Report report(int needs) {
        return engine.report(needs);
    }
}
