package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a member drew for one stream of its own, 128 random bits: with its key and the room it makes the stream's number,
 * which so is nobody else's (SPEC 8.5).
 *
 * @param hex lower-case hex digits
 */
public record StreamSalt(String hex) {
    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public StreamSalt {
        Tokens.require(Tokens.HEX_32, hex, "stream salt");
    }

    /** The value, or empty where the text (which may be null) has another shape. */
    public static Optional<StreamSalt> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new StreamSalt(text))
                : Optional.empty();
    }

    /** A new one. */
    public static StreamSalt random(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new StreamSalt(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
