package org.hobnob.protocol.room.seal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.room.seal.Opened.Why;

/**
 * One key chain of another member (SPEC 8.5): the chain key at the next number, and the keys of single numbers that
 * were skipped. Deriving a key changes nothing; only {@link #opened} does. Not thread-safe.
 */
final class ReceivingChain {
    /**
     * The distance between chain keys that are cached ahead, so that forged numbers do not make the same derivation
     * necessary twice.
     */
    private static final int STRIDE = 64;

    private final Primitives primitives;
    private final int ahead;
    /** The lowest number that the received keys can open. */
    private long start;
    /** Numbers below this one are no longer opened. */
    private long floor;

    private long next;
    private byte[] nextKey;
    private final NavigableMap<Long, byte[]> skipped = new TreeMap<>();
    private final NavigableMap<Long, byte[]> landmarks = new TreeMap<>();

    ReceivingChain(Primitives primitives, int ahead, ChainKey key) {
        this.primitives = primitives;
        this.ahead = ahead;
        start = key.sequence();
        floor = start;
        next = start;
        nextKey = key.key();
    }

    long start() {
        return start;
    }

    int skipped() {
        return skipped.size();
    }

    /** Returns why there is no key for the number; empty if there is one. Costs nothing. */
    Optional<Why> hindrance(long sequence) {
        if (sequence < floor) {
            return Optional.of(Why.FORGOTTEN_KEY);
        }
        if (sequence >= next) {
            return sequence - next < ahead ? Optional.empty() : Optional.of(Why.TOO_FAR_AHEAD);
        }
        return skipped.containsKey(sequence) ? Optional.empty() : Optional.of(Why.REPLAYED);
    }

    /** Returns the key of a number for which {@link #hindrance} is empty. */
    byte[] messageKey(long sequence) {
        return sequence < next ? skipped.get(sequence).clone() : primitives.messageKey(chainKey(sequence));
    }

    /** Records that the number was opened: drops its key and keeps the keys of skipped numbers before it. */
    void opened(long sequence) {
        byte[] passed = skipped.remove(sequence);
        if (passed != null) {
            Arrays.fill(passed, (byte) 0);
        }
        while (next <= sequence) {
            if (next < sequence && next >= floor) {
                skipped.put(next, primitives.messageKey(nextKey));
            }
            nextKey = step(nextKey);
            next++;
        }
        forgetHead(landmarks, next);
    }

    /** Drops the keys of skipped numbers, lowest first, down to {@code most}. */
    void keepSkipped(int most) {
        while (skipped.size() > most) {
            forgetBefore(skipped.firstKey() + 1);
        }
    }

    void forgetBefore(long sequence) {
        floor = Math.max(floor, sequence);
        forgetHead(skipped, floor);
    }

    void destroy() {
        Arrays.fill(nextKey, (byte) 0);
        forgetHead(skipped, Long.MAX_VALUE);
        forgetHead(landmarks, Long.MAX_VALUE);
    }

    /**
     * Accepts the key of the same chain at another number. An earlier key opens more numbers if it leads to the
     * known key. If the number is too far ahead to derive its key, the chain continues there. Any other key adds
     * nothing.
     */
    void take(ChainKey key) {
        if (key.sequence() < start && floor == start && next - key.sequence() <= ahead) {
            extendBack(key);
        } else if (key.sequence() - next >= ahead) {
            next = key.sequence();
            nextKey = key.key();
            forgetBefore(next);
            landmarks.clear();
        }
    }

    private void extendBack(ChainKey key) {
        byte[] reached = key.key();
        NavigableMap<Long, byte[]> gained = new TreeMap<>();
        for (long n = key.sequence(); n < next; n++) {
            if (n < start) {
                gained.put(n, primitives.messageKey(reached));
            }
            reached = step(reached);
        }
        if (MessageDigest.isEqual(reached, nextKey)) {
            skipped.putAll(gained);
            start = key.sequence();
            floor = start;
        }
    }

    private byte[] chainKey(long sequence) {
        var landmark = landmarks.floorEntry(sequence);
        long at = landmark == null ? next : landmark.getKey();
        byte[] key = (landmark == null ? nextKey : landmark.getValue()).clone();
        while (at < sequence) {
            key = step(key);
            at++;
            if (at % STRIDE == 0) {
                landmarks.put(at, key.clone());
            }
        }
        return key;
    }

    private byte[] step(byte[] key) {
        byte[] following = primitives.nextChainKey(key);
        Arrays.fill(key, (byte) 0);
        return following;
    }

    private static void forgetHead(NavigableMap<Long, byte[]> keys, long before) {
        NavigableMap<Long, byte[]> head = keys.headMap(before, false);
        head.values().forEach(key -> Arrays.fill(key, (byte) 0));
        head.clear();
    }
}
