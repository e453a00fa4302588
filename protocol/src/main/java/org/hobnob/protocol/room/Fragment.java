package org.hobnob.protocol.room;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.text.SafeText;

/**
 * A message, or one part of a message that is too long for one datagram (SPEC 8.2). The parts of a message have
 * consecutive numbers in their stream; joined in order they are its text.
 *
 * @param id the message's id
 * @param index the index of the part, from 0
 * @param count the number of parts, 1 to {@value #MAX_COUNT}
 * @param text the part, cut between two code points, 1 to {@value #MAX_TEXT_BYTES} bytes of UTF-8
 */
public record Fragment(MessageId id, int index, int count, String text) implements SealedContent {
    /** The most parts of a message. */
    public static final int MAX_COUNT = 16;

    /** The longest part, in bytes of UTF-8: the space in a sealed datagram. */
    public static final int MAX_TEXT_BYTES = 1_069;

    /** @throws IllegalArgumentException if index and count do not fit, or the text does not fit a datagram */
    public Fragment {
        Objects.requireNonNull(id);
        if (!isPart(index, count)) {
            throw new IllegalArgumentException("part " + index + " of " + count);
        }
        boolean unicode = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!unicode || text.isEmpty() || SafeText.utf8Length(text) > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("the text is invalid or does not fit into one datagram");
        }
    }

    @Override
    public int version() {
        return RoomHeader.VERSION_1;
    }

    /** Returns whether a message with {@code count} parts can have a part with this index. */
    static boolean isPart(int index, int count) {
        return count >= 1 && count <= MAX_COUNT && index >= 0 && index < count;
    }
}
