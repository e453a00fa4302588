package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The first half of the SHA-256 of a public key, by which tokens and lists of logins name it (SPEC 4.10). Not secret.
 *
 * @param hex 16 bytes as lower-case hex digits
 */
public record KeyHash(String hex) {
    /** The length in bytes. */
    public static final int BYTES = 16;

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of(String)} for text from outside */
    public KeyHash {
        Tokens.require(Tokens.HEX_32, hex, "key hash");
    }

    /** Returns the hash, or empty if the text is null or invalid. */
    public static Optional<KeyHash> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new KeyHash(text))
                : Optional.empty();
    }

    /** Returns the hash of the key. */
    public static KeyHash of(PublicKey key) {
        String digest =
                Fingerprint.ofEncoded(HexFormat.of().parseHex(key.hex())).hex();
        return new KeyHash(digest.substring(0, 2 * BYTES));
    }

    /** Returns the {@value #BYTES} bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
