package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Names one message for acknowledgement and duplicate suppression: 128 random bits (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record MessageId(String hex) {
    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public MessageId {
        Tokens.require(Tokens.HEX_32, hex, "message id");
    }

    /** The value, or empty where the text (which may be null) has another shape. */
    public static Optional<MessageId> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new MessageId(text))
                : Optional.empty();
    }

    /** A new id. */
    public static MessageId random(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new MessageId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
