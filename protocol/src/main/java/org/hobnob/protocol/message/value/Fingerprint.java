package org.hobnob.protocol.message.value;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 by which a key or a certificate is known: a registry's pin, the hash of a certificate (SPEC 12). Not secret.
 *
 * @param hex 32 bytes as lower-case hex digits
 */
public record Fingerprint(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public Fingerprint {
        Tokens.require(Tokens.HEX_64, hex, "fingerprint");
    }

    /** Returns the fingerprint, or empty if the text is null or invalid. */
    public static Optional<Fingerprint> of(String text) {
        return text != null && Tokens.HEX_64.matcher(text).matches()
                ? Optional.of(new Fingerprint(text))
                : Optional.empty();
    }

    /** Returns the SHA-256 of an encoded key or certificate. */
    public static Fingerprint ofEncoded(byte[] encoded) {
        try {
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
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
