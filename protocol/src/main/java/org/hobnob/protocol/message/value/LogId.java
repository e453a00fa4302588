package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Names one log: the direct messages that one user numbers for another, as long as the numbering lasts. 64 random bits
 * (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record LogId(String hex) {
    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public LogId {
        Tokens.require(Tokens.HEX_16, hex, "log id");
    }

    /** The value, or empty where the text (which may be null) has another shape. */
    public static Optional<LogId> of(String text) {
        return text != null && Tokens.HEX_16.matcher(text).matches() ? Optional.of(new LogId(text)) : Optional.empty();
    }

    /** A new id. */
    public static LogId random(RandomGenerator random) {
        return new LogId(HexFormat.of().toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
