package org.hobnob.registry.rules.credentials;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A 32-byte key for HMAC-SHA256 (RFC 2104). Thread-safe. Its {@code toString} does not reveal the key. */
final class HmacKey {

    static final int BYTES = 32;
    static final int MAC_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @param key {@value #BYTES} bytes, copied
     * @param purpose names the key in the error message
     */
    HmacKey(byte[] key, String purpose) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException(purpose + " must have " + BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    static HmacKey generate(RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new HmacKey(key, "a generated key");
    }

    /** The MAC of the concatenated parts, {@value #MAC_BYTES} bytes. */
    byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java runtime lacks " + ALGORITHM + ", which every Java runtime must support", e);
        }
    }

    @Override
    public String toString() {
        return "HmacKey[***]";
    }
}
