package org.hobnob.protocol.keepalive;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The 32-byte key of one session's keep-alive. Immutable and thread-safe; never prints itself. */
public final class KeepAliveKey {

    /** Length of a key in bytes. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;

    private KeepAliveKey(byte[] key) {
        this.key = key;
    }

    /**
     * @param key {@value #BYTES} bytes, copied
     * @return the key
     * @throws IllegalArgumentException for another length
     */
    public static KeepAliveKey of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a keep-alive key has " + BYTES + " bytes, not " + key.length);
        }
        return new KeepAliveKey(key.clone());
    }

    /**
     * @param random a cryptographically strong source
     * @return a new key
     */
    public static KeepAliveKey generate(RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new KeepAliveKey(key);
    }

    /**
     * Parses the output of {@link #revealHex()}.
     *
     * @param hex text from outside, not null
     * @return the key; empty unless the text is 64 hexadecimal digits
     */
    public static Optional<KeepAliveKey> parse(String hex) {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new KeepAliveKey(HEX.parseHex(hex)));
    }

    /** @return 64 lower-case hexadecimal digits: the secret itself, to be sent only over TLS. */
    public String revealHex() {
        return HEX.formatHex(key);
    }

    /** Returns the HMAC-SHA256 (RFC 2104) of the concatenated parts: 32 bytes. */
    byte[] authenticate(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + ALGORITHM + ", which every Java must have", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeepAliveKey that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "KeepAliveKey[***]";
    }
}
