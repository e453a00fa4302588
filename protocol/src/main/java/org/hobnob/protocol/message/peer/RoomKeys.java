package org.hobnob.protocol.message.peer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.StreamSalt;

/**
 * Keys of a stream, which its owner gives to a member over a connection that proves the identity of both (SPEC
 * 8.5).
 *
 * @param salt with the owner's key and the room it determines the stream's number
 * @param entitledFrom the first number that was sent while the member was in the room
 * @param chains the keys, in the order of their numbers, at most {@value #MAX_CHAINS}; empty if nothing was sent
 *     yet
 * @param control the key under which the owner authenticates its statuses and repair requests; empty from peers that
 *     speak version 1 only, and if nothing was sent yet
 */
public record RoomKeys(StreamSalt salt, long entitledFrom, List<ChainKey> chains, Optional<ControlKey> control) {
    /** The most chains of a stream that are kept. */
    public static final int MAX_CHAINS = 32;

    /** @throws IllegalArgumentException if a number is out of range, or there are too many chains or they are out of order */
    public RoomKeys {
        Objects.requireNonNull(salt);
        Objects.requireNonNull(control);
        if (entitledFrom < 1 || chains.size() > MAX_CHAINS) {
            throw new IllegalArgumentException("from " + entitledFrom + ", " + chains.size() + " chains");
        }
        chains = List.copyOf(chains);
        if (!isAscending(chains)) {
            throw new IllegalArgumentException("chains out of order");
        }
    }

    /** Returns whether each chain begins behind the one before. */
    private static boolean isAscending(List<ChainKey> chains) {
        return IntStream.range(1, chains.size())
                .allMatch(i -> chains.get(i - 1).sequence() < chains.get(i).sequence());
    }

    /** Returns the first number that the keys open, or the first to be sent if there are no keys. */
    public long first() {
        return chains.isEmpty() ? entitledFrom : chains.get(0).sequence();
    }
}
