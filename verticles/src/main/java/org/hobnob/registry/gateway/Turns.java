package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.limits.FairQueue;
import org.hobnob.limits.RateLimit;
import org.hobnob.registry.door.DoorLimits;

/**
 * Answers a few at a time of the requests that clients send without waiting for the answers before. Addresses take turns,
 * and all together get half of the event loop's time. Whoever waits for answers is not held up by the hundreds that others
 * send at once. Not thread-safe.
 *
 * @param <C> identifies a connection
 */
final class Turns<C> {
    /** Work that is in line. */
    private record Turn(String address, Work work) {}

    /** Work that may have to wait. */
    interface Work {
        /** Begins it. The future completes at its end; it never fails. */
        Future<Void> begin();
    }

    /** Runs actions later, on the same event loop, by the same clock. */
    interface Clock {
        /** A monotonic clock, in nanoseconds. */
        long nanoTime();

        void later(long afterNs, Runnable action);
    }

    /** So long work goes on without a pause: what others have to wait for it is hardly noticed. */
    static final long SLICE_NS = 1_000_000;

    /** An answer that takes longer waits for something else, such as a password hash, and does not keep others waiting. */
    static final long LONGEST_NS = 20_000_000;

    private static final int MAX_KEYS = 65_536;

    /** The connections are bounded, and each has one piece of work in line. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final Clock clock;
    private final RateLimit<C> withoutTurns;
    private final FairQueue<Turn> line;
    private long workedNs;
    private boolean pausing;
    private boolean beginning;

    Turns(Clock clock, DoorLimits.Ahead limits) {
        this.clock = clock;
        withoutTurns = limits.withoutTurns().limit(MAX_KEYS);
        line = new FairQueue<>(limits.atWork(), UNBOUNDED);
    }

    /**
     * Does the work at once if the connection has not sent much ahead lately, else when it is its turn.
     *
     * @param address whose turn it is, an IP address
     */
    void take(C connection, String address, Work work) {
        if (withoutTurns.tryTake(connection, clock.nanoTime()) == 0) {
            work.begin();
            return;
        }
        line.offer(address, new Turn(address, work));
        goOn();
    }

    /** Forgets a connection that is closed. */
    void forget(C connection) {
        withoutTurns.forget(connection);
    }

    /** A loop instead of recursion: work that is done at once does not grow the stack. */
    private void goOn() {
        if (beginning) {
            return;
        }
        beginning = true;
        try {
            Optional<Turn> next = next();
            while (next.isPresent()) {
                begin(next.get());
                next = next();
            }
        } finally {
            beginning = false;
        }
    }

    private Optional<Turn> next() {
        return pausing ? Optional.empty() : line.next();
    }

    private void begin(Turn turn) {
        long startNs = clock.nanoTime();
        boolean[] hasEnded = {false};
        Runnable end = () -> {
            if (!hasEnded[0]) {
                hasEnded[0] = true;
                line.ended(turn.address());
                goOn();
            }
        };
        turn.work().begin().onComplete(done -> end.run());
        if (!hasEnded[0]) {
            clock.later(LONGEST_NS, end);
        }
        worked(clock.nanoTime() - startNs);
    }

    private void worked(long tookNs) {
        workedNs += tookNs;
        if (workedNs >= SLICE_NS) {
            pausing = true;
            clock.later(workedNs, () -> {
                pausing = false;
                goOn();
            });
            workedNs = 0;
        }
    }
}
