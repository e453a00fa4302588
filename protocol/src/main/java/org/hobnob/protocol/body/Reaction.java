package org.hobnob.protocol.body;

import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;

/**
 * A sign, such as an emoji, that the sender puts beside a message (SPEC 7.2).
 *
 * @param to the message
 * @param sign at most {@value #MAX_BYTES} bytes of UTF-8, unsafe to show; empty takes the sender's sign back
 */
public record Reaction(MessageId to, String sign) {
    /** The longest sign, in bytes of UTF-8. */
    public static final int MAX_BYTES = 32;

    /** @throws IllegalArgumentException if the sign is too long or not valid Unicode */
    public Reaction {
        Objects.requireNonNull(to);
        if (!BodyText.fits(sign, MAX_BYTES)) {
            throw new IllegalArgumentException("not at most " + MAX_BYTES + " bytes of Unicode text");
        }
    }
}
