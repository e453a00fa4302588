package org.hobnob.net.tls;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hobnob.limits.FairQueue;

/**
 * Lets the handshakes of a server begin one after the other, a moment apart, in which connections that are established get
 * their answers. Addresses take turns. A handshake costs ten to a hundred times what an answer costs: hundreds that arrive
 * at once would keep everybody else waiting until the last one is done. Thread-safe.
 */
final class HandshakeTurns {
    /**
     * The pause after each, in milliseconds, at least: no more than the event loop needs to look at the other connections.
     * After one that took longer the pause is as long, so that half of the time is left to the others.
     */
    static final long PAUSE_MS = 1;

    /** The longest pause, in milliseconds: what took so long was not the handshake alone. */
    static final long LONGEST_PAUSE_MS = 3;

    private static final long NS_PER_MS = 1_000_000;

    /** The gate bounds the connections, and so what waits. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    /**
     * A handshake that may begin.
     *
     * @param loop where it runs
     */
    private record Turn(String address, EventExecutor loop, Handshake handshake) {}

    /** A handshake that waits for its turn. */
    interface Handshake {
        /** Begins the handshake. Returns false if there is nothing to do any more, so that the next one may begin. */
        boolean begin();
    }

    private final FairQueue<Turn> waiting = new FairQueue<>(1, UNBOUNDED);

    /**
     * Begins the handshake on the loop, at once if none has begun just now.
     *
     * @param address whose turn it is, an IP address
     * @param loop the connection's event loop
     */
    void take(String address, EventExecutor loop, Handshake handshake) {
        synchronized (waiting) {
            waiting.offer(address, new Turn(address, loop, handshake));
        }
        next();
    }

    private void next() {
        Optional<Turn> next;
        synchronized (waiting) {
            next = waiting.next();
        }
        next.ifPresent(turn -> {
            if (turn.loop().inEventLoop()) {
                run(turn);
            } else {
                turn.loop().execute(() -> run(turn));
            }
        });
    }

    private void run(Turn turn) {
        Ticker clock = turn.loop().ticker();
        long startNs = clock.nanoTime();
        boolean hasBegun = false;
        try {
            hasBegun = turn.handshake().begin();
        } finally {
            long pauseNs = hasBegun ? pauseNs(clock.nanoTime() - startNs) : 0;
            turn.loop().schedule(() -> ended(turn), pauseNs, TimeUnit.NANOSECONDS);
        }
    }

    private static long pauseNs(long tookNs) {
        return Math.min(LONGEST_PAUSE_MS * NS_PER_MS, Math.max(PAUSE_MS * NS_PER_MS, tookNs));
    }

    private void ended(Turn turn) {
        synchronized (waiting) {
            waiting.ended(turn.address());
        }
        next();
    }
}
