package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import org.hobnob.protocol.message.value.ChainKey;

/** One chain of one's own: its key at the oldest place that is still handed out, and at the next. Not thread-safe. */
final class SendingChain {
    private final Primitives primitives;
    private final long epoch;
    private long oldest;
    private byte[] oldestKey;
    private long next;
    private byte[] nextKey;

    /** @param key fresh random bytes, which become the chain's own */
    SendingChain(Primitives primitives, long epoch, long start, byte[] key) {
        this.primitives = primitives;
        this.epoch = epoch;
        oldest = start;
        oldestKey = key;
        next = start;
        nextKey = key.clone();
    }

    long epoch() {
        return epoch;
    }

    /** The number that the chain seals next; behind its last one once another chain goes on. */
    long next() {
        return next;
    }

    /** Whether nothing that the chain sealed is still handed out. */
    boolean isSpent() {
        return oldest == next;
    }

    /** The key of the next datagram; the same until {@link #advance}. */
    byte[] messageKey() {
        return primitives.messageKey(nextKey);
    }

    /** Says that the next number is used up. */
    void advance() {
        nextKey = step(nextKey);
        next++;
    }

    /** The chain's key at the number, or at the oldest kept where the number is before it; at most {@link #next}. */
    ChainKey keyFrom(long sequence) {
        if (sequence >= next) {
            return new ChainKey(epoch, next, nextKey);
        }
        byte[] key = oldestKey.clone();
        for (long n = oldest; n < sequence; n++) {
            key = step(key);
        }
        ChainKey handed = new ChainKey(epoch, Math.max(oldest, sequence), key);
        Arrays.fill(key, (byte) 0);
        return handed;
    }

    /** Makes it impossible to hand out what opens numbers before this one. */
    void forgetBefore(long sequence) {
        while (oldest < Math.min(sequence, next)) {
            oldestKey = step(oldestKey);
            oldest++;
        }
    }

    /** Overwrites what is left. */
    void destroy() {
        Arrays.fill(oldestKey, (byte) 0);
        Arrays.fill(nextKey, (byte) 0);
    }

    private byte[] step(byte[] key) {
        byte[] following = primitives.nextChainKey(key);
        Arrays.fill(key, (byte) 0);
        return following;
    }
}
