package org.hobnob.protocol.mailbox;

import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UnixTime;

/**
 * A letter in a mailbox (SPEC 14.3).
 *
 * @param id drawn by the registry
 * @param at when it was put, in milliseconds since 1970
 */
public record StoredLetter(MessageId id, long at, Letter letter) {
    /** @throws IllegalArgumentException if the time is out of range */
    public StoredLetter {
        Objects.requireNonNull(id);
        Objects.requireNonNull(letter);
        if (!UnixTime.isValid(at)) {
            throw new IllegalArgumentException("not a time: " + at);
        }
    }
}
