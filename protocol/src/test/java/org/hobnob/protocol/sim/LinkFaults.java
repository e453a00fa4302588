package org.hobnob.protocol.sim;

import java.util.random.RandomGenerator;

/**
 * What happens to datagrams on their way from one node to another. Probabilities from 0 to 1, independent of each other.
 *
 * @param loss that a datagram is lost
 * @param burst further loss that comes in bursts
 * @param duplicate that a datagram arrives twice
 * @param minDelayMs the shortest time on the way
 * @param maxDelayMs the longest, except for the late; each datagram draws its own, so they overtake each other
 * @param late that a datagram takes up to {@code lateMs} longer
 * @param lateMs how late at most
 * @param corrupt that a datagram arrives with flipped bits, cut or lengthened
 */
public record LinkFaults(
        double loss,
        Burst burst,
        double duplicate,
        long minDelayMs,
        long maxDelayMs,
        double late,
        long lateMs,
        double corrupt) {
    /** No faults, no time on the way. */
    public static final LinkFaults NONE = new LinkFaults(0, Burst.NONE, 0, 0, 0, 0, 0, 0);

    /** @throws IllegalArgumentException where the longest delay is below the shortest, or a time is negative */
    public LinkFaults {
        if (minDelayMs < 0 || maxDelayMs < minDelayMs || lateMs < 0) {
            throw new IllegalArgumentException("delays " + minDelayMs + " " + maxDelayMs + " " + lateMs);
        }
    }

    /**
     * Loss after Gilbert and Elliott: a link is good or bad and changes at each datagram.
     *
     * @param toBad that a good link becomes bad
     * @param toGood that a bad link becomes good
     * @param lossWhileBad that a bad link loses a datagram
     */
    public record Burst(double toBad, double toGood, double lossWhileBad) {
        /** Never bad. */
        public static final Burst NONE = new Burst(0, 1, 0);

        /** Bursts of that many datagrams in the mean, so often that this share of all is lost. */
        public static Burst of(double share, double meanLength) {
            return new Burst(share / ((1 - share) * meanLength), 1 / meanLength, 1);
        }
    }

    /** The same with this independent loss. */
    public LinkFaults withLoss(double probability) {
        return new LinkFaults(probability, burst, duplicate, minDelayMs, maxDelayMs, late, lateMs, corrupt);
    }

    /** The same with this loss in bursts. */
    public LinkFaults withBurst(Burst other) {
        return new LinkFaults(loss, other, duplicate, minDelayMs, maxDelayMs, late, lateMs, corrupt);
    }

    /** The same with so many doubled. */
    public LinkFaults withDuplicates(double probability) {
        return new LinkFaults(loss, burst, probability, minDelayMs, maxDelayMs, late, lateMs, corrupt);
    }

    /** The same with these times on the way. */
    public LinkFaults withDelay(long minMs, long maxMs) {
        return new LinkFaults(loss, burst, duplicate, minMs, maxMs, late, lateMs, corrupt);
    }

    /** The same with so many late. */
    public LinkFaults withLate(double probability, long maxMs) {
        return new LinkFaults(loss, burst, duplicate, minDelayMs, maxDelayMs, probability, maxMs, corrupt);
    }

    /** The same with so many damaged. */
    public LinkFaults withCorruption(double probability) {
        return new LinkFaults(loss, burst, duplicate, minDelayMs, maxDelayMs, late, lateMs, probability);
    }

    /** Some bad network: each fault is there or not by the toss of a coin, so that each combination comes up. */
    public static LinkFaults drawn(RandomGenerator random) {
        LinkFaults drawn = NONE.withDelay(0, random.nextBoolean() ? 1 : random.nextLong(2, 50));
        drawn = random.nextBoolean() ? drawn.withLoss(random.nextDouble(0.3)) : drawn;
        drawn = random.nextInt(4) == 0
                ? drawn.withBurst(Burst.of(random.nextDouble(0.01, 0.2), random.nextDouble(2, 20)))
                : drawn;
        drawn = random.nextBoolean() ? drawn.withDuplicates(random.nextDouble(0.2)) : drawn;
        drawn = random.nextInt(4) == 0 ? drawn.withLate(random.nextDouble(0.05), random.nextLong(50, 3_000)) : drawn;
        return random.nextInt(4) == 0 ? drawn.withCorruption(random.nextDouble(0.05)) : drawn;
    }
}
