package org.hobnob.protocol.room;

import java.util.Objects;
import org.hobnob.protocol.message.MessageId;

/**
 * A message, or a part of one that is too long for one datagram (SPEC 8.2). The parts of a message have consecutive
 * numbers in their stream; put together in order they are its text.
 *
 * @param id names the message
 * @param index which part, from 0
 * @param count how many parts there are, from 1
 * @param text the part, cut between two code points
 */
public record Fragment(MessageId id, int index, int count, String text) {
    /** The most parts that a message has. */
    public static final int MAX_COUNT = 16;

    /** @throws IllegalArgumentException where there is no such part */
    public Fragment {
        Objects.requireNonNull(id);
        if (count < 1 || count > MAX_COUNT || index < 0 || index >= count || text.isEmpty()) {
            throw new IllegalArgumentException("part " + index + " of " + count);
        }
    }
}
