package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Identifies a login together with all sessions that were resumed from it (SPEC 4.10). Not secret.
 *
 * @param hex 8 random bytes as lower-case hex digits
 */
public record FamilyId(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public FamilyId {
        Tokens.require(Tokens.HEX_16, hex, "family id");
    }

    /** Returns the id, or empty if the text is null or invalid. */
    public static Optional<FamilyId> of(String text) {
        return text != null && Tokens.HEX_16.matcher(text).matches()
                ? Optional.of(new FamilyId(text))
                : Optional.empty();
    }

    /** Returns a new id. */
    public static FamilyId random(RandomGenerator random) {
        return ofBits(random.nextLong());
    }

    /** Returns the id with these 64 bits. */
    public static FamilyId ofBits(long bits) {
        return new FamilyId(HexFormat.of().toHexDigits(bits));
    }

    /** Returns the id as 64 bits, as in resume tokens. */
    public long bits() {
        return Long.parseUnsignedLong(hex, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
