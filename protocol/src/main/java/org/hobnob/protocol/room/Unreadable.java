package org.hobnob.protocol.room;

import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;

/**
 * An authentic message, or a part of one, of a type that only a later version knows (SPEC 8.2). It is delivered in
 * its place, so that the stream goes on; parts with the same id are one message.
 *
 * @param id the message's id
 */
public record Unreadable(MessageId id) implements SealedContent {
    /** @throws NullPointerException if there is no id */
    public Unreadable {
        Objects.requireNonNull(id);
    }
}
