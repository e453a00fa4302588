package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.hobnob.protocol.body.Body;
import org.hobnob.protocol.message.value.MessageId;

/** What a sealed datagram says (SPEC 8.2). */
public sealed interface SealedContent permits Fragment, Unreadable, SealedContent.Messages, SealedContent.Part {
    /** Returns the version of the seal that such a content goes into. */
    default int version() {
        return RoomHeader.VERSION_2;
    }

    /**
     * Whole messages.
     *
     * @param messages 1 to {@value SealedCodec#MAX_MESSAGES} of them, which fit one datagram
     */
    record Messages(List<Message> messages) implements SealedContent {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A whole message.
     *
     * @param id the message's id
     * @param body what it says
     */
    record Message(MessageId id, Body body) {
        public Message {
            Objects.requireNonNull(id);
            Objects.requireNonNull(body);
        }
    }

    /**
     * A part of a message that is too long for one datagram.
     *
     * @param id the message's id
     * @param index the index of the part, from 0
     * @param count the number of parts, 1 to {@link Fragment#MAX_COUNT}
     * @param bytes the part of the encoded body, 1 to {@link SealedCodec#MAX_PART_BYTES} bytes; read-only
     */
    record Part(MessageId id, int index, int count, ByteBuffer bytes) implements SealedContent {
        /** @throws IllegalArgumentException if index and count do not fit, or the bytes do not fit a datagram */
        public Part {
            if (!Fragment.isPart(index, count)
                    || !bytes.hasRemaining()
                    || bytes.remaining() > SealedCodec.MAX_PART_BYTES) {
                throw new IllegalArgumentException(
                        "part " + index + " of " + count + ", " + bytes.remaining() + " bytes");
            }
            bytes = bytes.asReadOnlyBuffer();
        }
    }
}
