package org.hobnob.protocol.message.value;

import java.util.Optional;

/**
 * A user's Ed25519 public key, 32 bytes (RFC 8032; SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record PublicKey(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public PublicKey {
        Tokens.require(Tokens.HEX_64, hex, "public key");
    }

    /** Returns the key, or empty if the text is null or invalid. */
    public static Optional<PublicKey> of(String text) {
        return text != null && Tokens.HEX_64.matcher(text).matches()
                ? Optional.of(new PublicKey(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
