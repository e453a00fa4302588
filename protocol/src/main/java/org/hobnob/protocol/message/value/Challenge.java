package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a registry draws for one connection, so that a proof is good there only, and once (SPEC 4.2). Not secret.
 *
 * @param hex 32 bytes as lower-case hex digits
 */
public record Challenge(String hex) {
    private static final int BYTES = 32;

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public Challenge {
        Tokens.require(Tokens.HEX_64, hex, "challenge");
    }

    /** Returns the challenge, or empty if the text is null or invalid. */
    public static Optional<Challenge> of(String text) {
        return text != null && Tokens.HEX_64.matcher(text).matches()
                ? Optional.of(new Challenge(text))
                : Optional.empty();
    }

    /**
     * Returns a new challenge.
     *
     * @param random a cryptographically strong source
     */
    public static Challenge random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Challenge(HexFormat.of().formatHex(bytes));
    }

    /** Returns the 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
