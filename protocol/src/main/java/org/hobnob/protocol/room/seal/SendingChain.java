package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import org.hobnob.protocol.message.value.ChainKey;

/**
 * One of this member's key chains: its key at the oldest position that is still handed out, and at the next one.
 * Not thread-safe.
 */
final class SendingChain {
    private final Primitives primitives;
    private final long epoch;
    private long oldest;
    private byte[] oldestKey;
    private long next;
    private byte[] nextKey;

    /** @param key fresh random bytes; the chain takes ownership */
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

    /** Returns the number that the chain seals next; after the last one if a later chain has taken over. */
    long next() {
        return next;
    }

    /** Returns whether nothing that the chain sealed is handed out any more. */
    boolean isSpent() {
        return oldest == next;
    }

    /** Returns the key of the next datagram; unchanged until {@link #advance}. */
    byte[] messageKey() {
        return primitives.messageKey(nextKey);
    }

    /** Marks the next number as used. */
    void advance() {
        nextKey = step(nextKey);
        next++;
    }

    /**
     * Returns the chain's key at the number, or at the oldest position kept if that is later; at most {@link
     * #next}.
     */
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

    /** Destroys what could open numbers below this one. */
    void forgetBefore(long sequence) {
        while (oldest < Math.min(sequence, next)) {
            oldestKey = step(oldestKey);
            oldest++;
        }
    }

    /** Overwrites the remaining keys. */
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
