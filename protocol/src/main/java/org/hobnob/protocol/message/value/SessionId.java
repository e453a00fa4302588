package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Identifies one login of one user: 64 random bits, known to the registries and the peer (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record SessionId(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public SessionId {
        Tokens.require(Tokens.HEX_16, hex, "session id");
    }

    /** Returns the id, or empty if the text is null or invalid. */
    public static Optional<SessionId> of(String text) {
        return text != null && Tokens.HEX_16.matcher(text).matches()
                ? Optional.of(new SessionId(text))
                : Optional.empty();
    }

    /** Returns a new id. */
    public static SessionId random(RandomGenerator random) {
        return ofBits(random.nextLong());
    }

    /** Returns the id with these 64 bits. */
    public static SessionId ofBits(long bits) {
        return new SessionId(HexFormat.of().toHexDigits(bits));
    }

    /** Returns the id as 64 bits, as in keep-alive datagrams. */
    public long bits() {
        return Long.parseUnsignedLong(hex, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
