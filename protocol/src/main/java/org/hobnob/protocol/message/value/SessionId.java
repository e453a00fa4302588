package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One login of one user: 64 random bits, public among the registries and the peer (SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record SessionId(String hex) {
    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public SessionId {
        Tokens.require(Tokens.HEX_16, hex, "session id");
    }

    /** The value, or empty where the text (which may be null) has another shape. */
    public static Optional<SessionId> of(String text) {
        return text != null && Tokens.HEX_16.matcher(text).matches()
                ? Optional.of(new SessionId(text))
                : Optional.empty();
    }

    /** A new id. */
    public static SessionId random(RandomGenerator random) {
        return ofBits(random.nextLong());
    }

    /** The id of these 64 bits. */
    public static SessionId ofBits(long bits) {
        return new SessionId(HexFormat.of().toHexDigits(bits));
    }

    /** The id as 64 bits, as keep-alive datagrams name it. */
    public long bits() {
        return Long.parseUnsignedLong(hex, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
