package org.hobnob.protocol.room;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.text.SafeText;

/**
 * A message, or a part of one that is too long for one datagram (SPEC 8.2). The parts of a message have consecutive
 * numbers in their stream; put together in order they are its text.
 *
 * @param id names the message
 * @param index which part, from 0
 * @param count how many parts there are, from 1
 * @param text the part, cut between two code points, 1 to {@value #MAX_TEXT_BYTES} bytes of UTF-8
 */
public record Fragment(MessageId id, int index, int count, String text) {
    /** The most parts that a message has. */
    public static final int MAX_COUNT = 16;

    /** The longest part, in bytes of UTF-8: what a sealed datagram has room for. */
    public static final int MAX_TEXT_BYTES = 1_069;

    /** @throws IllegalArgumentException where there is no such part, or it fits no datagram */
    public Fragment {
        Objects.requireNonNull(id);
        if (!isPart(index, count)) {
            throw new IllegalArgumentException("part " + index + " of " + count);
        }
        boolean unicode = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!unicode || text.isEmpty() || SafeText.utf8Length(text) > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("not a text that fits one datagram");
        }
    }

    /** Whether a message can have a part of that index among that many. */
    static boolean isPart(int index, int count) {
        return count >= 1 && count <= MAX_COUNT && index >= 0 && index < count;
    }
}
