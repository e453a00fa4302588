package org.hobnob.protocol.sim;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** One way from one node to another, with a generator of its own: draws what happens to each datagram. Not thread-safe. */
public final class Link {
    private static final int MAX_BITS_FLIPPED = 8;

    private final RandomGenerator random;
    private LinkFaults own;
    private boolean bad;

    public Link(RandomGenerator random) {
        this.random = random;
    }

    /** @param faults its own; null for those of the network */
    void use(LinkFaults faults) {
        own = faults;
    }

    LinkFaults faults(LinkFaults ofTheNet) {
        return own == null ? ofTheNet : own;
    }

    /** Whether the next datagram is lost. */
    public boolean loses(LinkFaults faults) {
        LinkFaults.Burst burst = faults.burst();
        bad = bad ? !chance(burst.toGood()) : chance(burst.toBad());
        return chance(faults.loss()) || bad && chance(burst.lossWhileBad());
    }

    /** Whether it arrives twice. */
    public boolean doubles(LinkFaults faults) {
        return chance(faults.duplicate());
    }

    /** How long a copy of it is on its way. */
    public long delayMs(LinkFaults faults) {
        long spreadMs = faults.maxDelayMs() - faults.minDelayMs();
        long delayMs = faults.minDelayMs() + (spreadMs == 0 ? 0 : random.nextLong(spreadMs + 1));
        return chance(faults.late()) ? delayMs + random.nextLong(faults.lateMs() + 1) : delayMs;
    }

    /** Whether a copy of it arrives damaged. */
    public boolean corrupts(LinkFaults faults) {
        return chance(faults.corrupt());
    }

    /** Another datagram: some bits flipped, or cut, or with random bytes behind it. */
    public byte[] damaged(byte[] datagram) {
        int how = datagram.length == 0 ? 3 : random.nextInt(4);
        if (how < 2) {
            byte[] flipped = datagram.clone();
            int first = random.nextInt(8 * flipped.length);
            int bits = Math.min(1 + random.nextInt(MAX_BITS_FLIPPED), 8 * flipped.length);
            for (int i = 0; i < bits; i++) {
                int bit = (first + i) % (8 * flipped.length);
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
            }
            return flipped;
        }
        if (how == 2) {
            return Arrays.copyOf(datagram, random.nextInt(datagram.length));
        }
        byte[] more = new byte[1 + random.nextInt(16)];
        random.nextBytes(more);
        byte[] longer = Arrays.copyOf(datagram, datagram.length + more.length);
        System.arraycopy(more, 0, longer, datagram.length, more.length);
        return longer;
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
