package org.hobnob.protocol.message.peer;

import java.util.List;
import java.util.Objects;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.StreamSalt;

/**
 * Keys of a stream, as its owner hands them to a member over a line that proves both (SPEC 8.5).
 *
 * @param salt tells which: with the owner's key and the room it makes the stream's number
 * @param entitledFrom the first number that was said while the member was in the room
 * @param chains the keys, in the order of their numbers, at most {@value #MAX_CHAINS}; empty where nothing was said yet
 */
public record RoomKeys(StreamSalt salt, long entitledFrom, List<ChainKey> chains) {
    /** The most chains of a stream that anybody keeps. */
    public static final int MAX_CHAINS = 32;

    /** @throws IllegalArgumentException where a number is out of range or there are too many chains */
    public RoomKeys {
        Objects.requireNonNull(salt);
        if (entitledFrom < 1 || chains.size() > MAX_CHAINS) {
            throw new IllegalArgumentException("from " + entitledFrom + ", " + chains.size() + " chains");
        }
        chains = List.copyOf(chains);
    }

    /** The first number that the keys open; the first to come where there are none. */
    public long first() {
        return chains.isEmpty() ? entitledFrom : chains.get(0).sequence();
    }
}
