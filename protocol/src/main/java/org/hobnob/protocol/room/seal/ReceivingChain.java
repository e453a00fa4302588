package org.hobnob.protocol.room.seal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.room.seal.Opened.Why;

/**
 * One chain of another member (SPEC 8.5): its key at the next number, and the keys of single numbers that were passed
 * over. Asking for a key changes nothing; only {@link #opened} does. Not thread-safe.
 */
final class ReceivingChain {
    /** Every so many numbers a chain key further on is remembered, so that forged numbers do not cost the way twice. */
    private static final int STRIDE = 64;

    private final Primitives primitives;
    private final int ahead;
    /** The lowest number that the keys handed over reach. */
    private long start;
    /** Numbers before this one are not opened any more. */
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

    /** Why there is no key for the number; empty where there is one. Costs nothing. */
    Optional<Why> hindrance(long sequence) {
        if (sequence < floor) {
            return Optional.of(Why.FORGOTTEN_KEY);
        }
        if (sequence >= next) {
            return sequence - next < ahead ? Optional.empty() : Optional.of(Why.TOO_FAR_AHEAD);
        }
        return skipped.containsKey(sequence) ? Optional.empty() : Optional.of(Why.REPLAYED);
    }

    /** The key of that number, against which nothing stands in the way. */
    byte[] messageKey(long sequence) {
        return sequence < next ? skipped.get(sequence).clone() : primitives.messageKey(chainKey(sequence));
    }

    /** Says that the number was opened: its key is no more, and keys of the numbers before it are kept. */
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

    /** Forgets the keys passed over, the lowest number's first, but for so many. */
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
     * Takes the same chain's key at another number: an earlier one opens more, where it proves to be the same chain's; one
     * too far ahead to be worked out is where the chain now goes on. Any other says nothing new.
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
