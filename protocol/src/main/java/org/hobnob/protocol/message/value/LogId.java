package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Identifies a log of direct messages from one user to another, for as long as its numbering lasts. 64 random bits
 * (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record LogId(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public LogId {
        Tokens.require(Tokens.HEX_16, hex, "log id");
    }

    /** Returns the id, or empty if the text is null or invalid. */
    public static Optional<LogId> of(String text) {
        return text != null && Tokens.HEX_16.matcher(text).matches() ? Optional.of(new LogId(text)) : Optional.empty();
    }

    /** Returns a new id. */
    public static LogId random(RandomGenerator random) {
        return new LogId(HexFormat.of().toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
