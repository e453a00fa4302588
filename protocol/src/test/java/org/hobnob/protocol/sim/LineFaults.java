package org.hobnob.protocol.sim;

import java.util.random.RandomGenerator;

/**
 * How lines behave. All times in ms.
 *
 * @param minDelayMs the shortest time of a message on the way
 * @param maxDelayMs the longest; messages of a line never overtake each other
 * @param connectTimeoutMs after that a connect that nobody answered has failed
 * @param giveUpMs after so long without getting a message through, both ends are told that the line is broken
 * @param maxNoticeMs the longest from a break until an end is told; each end draws its own time
 */
public record LineFaults(long minDelayMs, long maxDelayMs, long connectTimeoutMs, long giveUpMs, long maxNoticeMs) {
    /** A quick LAN: 0 to 2 ms, a connect fails after 5 s, a line after 15 s, ends are told within 200 ms. */
    public static final LineFaults LAN = new LineFaults(0, 2, 5_000, 15_000, 200);

    /** @throws IllegalArgumentException where the longest delay is below the shortest, or a time is negative */
    public LineFaults {
        if (minDelayMs < 0 || maxDelayMs < minDelayMs || connectTimeoutMs < 0 || giveUpMs < 0 || maxNoticeMs < 0) {
            throw new IllegalArgumentException("negative or wrong times");
        }
    }

    /** The same with these times on the way. */
    public LineFaults withDelay(long minMs, long maxMs) {
        return new LineFaults(minMs, maxMs, connectTimeoutMs, giveUpMs, maxNoticeMs);
    }

    /** The same with this longest time until an end is told. */
    public LineFaults withNotice(long maxMs) {
        return new LineFaults(minDelayMs, maxDelayMs, connectTimeoutMs, giveUpMs, maxMs);
    }

    /** Some network, quick or slow, where breaks are noticed soon or late. */
    public static LineFaults drawn(RandomGenerator random) {
        long maxDelayMs = random.nextBoolean() ? 2 : random.nextLong(2, 300);
        long giveUpMs = random.nextLong(3_000, 30_000);
        long maxNoticeMs = random.nextBoolean() ? 200 : random.nextLong(200, 5_000);
        return LAN.withDelay(0, maxDelayMs).withGiveUp(giveUpMs).withNotice(maxNoticeMs);
    }

    /** The same with this longest time without getting a message through. */
    public LineFaults withGiveUp(long ms) {
        return new LineFaults(minDelayMs, maxDelayMs, connectTimeoutMs, ms, maxNoticeMs);
    }
}
