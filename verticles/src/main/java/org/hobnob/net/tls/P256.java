package org.hobnob.net.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Keys on the curve P-256 (secp256r1), with which every TLS implementation signs fast. */
public final class P256 {
    private static final String CURVE = "secp256r1";
    /** A SubjectPublicKeyInfo of P-256 up to the uncompressed point (RFC 5480, 2). */
    private static final byte[] SPKI_HEADER =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int POINT_BYTES = 64;

    private P256() {}

    /**
     * Makes a new key pair.
     *
     * @param random the source of randomness
     * @return the pair
     */
    public static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no P-256; use a complete JDK 17 or later", e);
        }
    }

    /**
     * Returns whether a key is on this curve.
     *
     * @param key any public key
     * @return true for an uncompressed P-256 point in the usual encoding
     */
    public static boolean isOnCurve(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return encoded != null
                && encoded.length == SPKI_HEADER.length + POINT_BYTES
                && Arrays.equals(encoded, 0, SPKI_HEADER.length, SPKI_HEADER, 0, SPKI_HEADER.length);
    }
}
