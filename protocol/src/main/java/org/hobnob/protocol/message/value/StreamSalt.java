package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random bits that a member draws for one of its streams, 128 of them. Together with the member's key and the room
 * they determine the stream's number, so that no other member can have it (SPEC 8.5).
 *
 * @param hex lower-case hex digits
 */
public record StreamSalt(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public StreamSalt {
        Tokens.require(Tokens.HEX_32, hex, "stream salt");
    }

    /** Returns the salt, or empty if the text is null or invalid. */
    public static Optional<StreamSalt> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new StreamSalt(text))
                : Optional.empty();
    }

    /** Returns a new salt. */
    public static StreamSalt random(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new StreamSalt(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
