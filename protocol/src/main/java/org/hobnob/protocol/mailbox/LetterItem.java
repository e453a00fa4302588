package org.hobnob.protocol.mailbox;

import java.util.Objects;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;

/** What a letter brings (SPEC 14.2). */
public sealed interface LetterItem {
    /** A direct message (SPEC 7.1). */
    record Message(LogPlace place, MessageId id, EncodedBody body) implements LetterItem {
        public Message {
            Objects.requireNonNull(place);
            Objects.requireNonNull(id);
            Objects.requireNonNull(body);
        }
    }

    /**
     * An acknowledgement of the reader's own messages.
     *
     * @param log the reader's log
     * @param through every message of the log up to this number was taken, at least 1
     */
    record Receipt(LogId log, long through) implements LetterItem {
        /** @throws IllegalArgumentException if the number is below 1 */
        public Receipt {
            Objects.requireNonNull(log);
            if (through < 1) {
                throw new IllegalArgumentException("through " + through);
            }
        }
    }
}
