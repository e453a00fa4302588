package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Identifies a message, for acknowledgement and suppression of duplicates: 128 random bits (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record MessageId(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public MessageId {
        Tokens.require(Tokens.HEX_32, hex, "message id");
    }

    /** Returns the id, or empty if the text is null or invalid. */
    public static Optional<MessageId> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new MessageId(text))
                : Optional.empty();
    }

    /** Returns a new id. */
    public static MessageId random(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new MessageId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
