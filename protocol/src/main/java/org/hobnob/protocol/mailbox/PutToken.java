package org.hobnob.protocol.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A secret that lets a contact put letters into a mailbox (SPEC 14.3). Immutable; never prints itself. */
public final class PutToken {
    private static final int HASH_BYTES = 16;

    private final String hex;

    private PutToken(String hex) {
        this.hex = hex;
    }

    /** Returns the token; empty if the text is not 32 lower-case hex digits. */
    public static Optional<PutToken> of(String text) {
        return text.matches("[0-9a-f]{32}") ? Optional.of(new PutToken(text)) : Optional.empty();
    }

    /** Returns the secret itself, 32 hex digits. */
    public String reveal() {
        return hex;
    }

    /** Returns what the registry knows of the token: 32 hex digits. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hex.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PutToken that
                && MessageDigest.isEqual(
                        hex.getBytes(StandardCharsets.US_ASCII), that.hex.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return "PutToken[***]";
    }
}
