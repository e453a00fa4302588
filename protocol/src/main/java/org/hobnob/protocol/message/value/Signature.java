package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;

/**
 * An Ed25519 signature (RFC 8032; SPEC 4.3).
 *
 * @param hex 64 bytes as lower-case hex digits
 */
public record Signature(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of(String)} for text from outside */
    public Signature {
        Tokens.require(Tokens.HEX_128, hex, "signature");
    }

    /** Returns the signature, or empty if the text is null or invalid. */
    public static Optional<Signature> of(String text) {
        return text != null && Tokens.HEX_128.matcher(text).matches()
                ? Optional.of(new Signature(text))
                : Optional.empty();
    }

    /**
     * Returns the signature of these bytes.
     *
     * @throws IllegalArgumentException if there are not 64
     */
    public static Signature of(byte[] bytes) {
        return new Signature(HexFormat.of().formatHex(bytes));
    }

    /** Returns the 64 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
