package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is sent instead of a password: 32 bytes made of it by a {@link PasswordDigest}, as 64 lower-case hex digits (SPEC
 * 2.2). It is enough to log in, so it never prints itself.
 *
 * @param hex the digits
 */
public record PasswordHash(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public PasswordHash {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("not 64 lower-case hex digits");
        }
    }

    /** Returns the hash, or empty if the text is null or not 64 lower-case hex digits. */
    public static Optional<PasswordHash> of(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(new PasswordHash(text)) : Optional.empty();
    }

    /** Returns the {@link PasswordDigest#PLAIN} hash of a password as typed. */
    public static PasswordHash ofPassword(String password) {
        return ofPassword(password.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hash of a password in UTF-8. */
    public static PasswordHash ofPassword(byte[] utf8) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new PasswordHash(HexFormat.of().formatHex(sha256.digest(utf8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, although every Java must have it", e);
        }
    }

    /**
     * Returns the hash with these bytes.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static PasswordHash ofBytes(byte[] digest) {
        return new PasswordHash(HexFormat.of().formatHex(digest));
    }

    /** Returns the 32 bytes of the digest. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
