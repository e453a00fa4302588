package org.hobnob.discovery;

import java.net.InetAddress;
import org.hobnob.limits.RateLimit;

/**
 * How many datagrams are read, and how many of them are looked into: of all together, and of one sender. Reading is cheap,
 * and goes on where one sender floods, so that the others are heard all the same. Not thread-safe; times are monotonic
 * milliseconds.
 */
final class DatagramBudget {
    static final int READ_A_SECOND = 5_000;
    static final int HEARD_A_SECOND = 200;
    static final int HEARD_OF_SENDER = 10;

    private static final int SECOND_MS = 1_000;
    private static final int HEARD_OF_SENDER_AGAIN_MS = 200;
    private static final int MAX_SENDERS = 1_024;

    private final RateLimit<Boolean> heard = new RateLimit<>(HEARD_A_SECOND, SECOND_MS / HEARD_A_SECOND, 1);
    private final RateLimit<InetAddress> heardOfSender =
            new RateLimit<>(HEARD_OF_SENDER, HEARD_OF_SENDER_AGAIN_MS, MAX_SENDERS);
    private long windowMs;
    private int read;

    DatagramBudget(long nowMs) {
        windowMs = nowMs;
    }

    /** Counts a datagram that is to be read. Returns 0 if it may be, else how long to wait first, in milliseconds. */
    long untilRead(long nowMs) {
        if (nowMs - windowMs >= SECOND_MS) {
            windowMs = nowMs;
            read = 0;
        }
        if (read == READ_A_SECOND) {
            return windowMs + SECOND_MS - nowMs;
        }
        read++;
        return 0;
    }

    /** Counts a datagram of the sender that was read; returns whether it is to be looked into. */
    boolean mayBeHeard(InetAddress sender, long nowMs) {
        if (heardOfSender.tryTake(sender, nowMs) > 0) {
            return false;
        }
        return heard.tryTake(true, nowMs) == 0;
    }
}
