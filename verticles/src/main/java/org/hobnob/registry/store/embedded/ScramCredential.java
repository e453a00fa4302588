package org.hobnob.registry.store.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a server stores of a user's password for SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677). */
final class ScramCredential {
    /** The minimum of RFC 7677; more would add nothing to a password of 256 random bits. */
    static final int ITERATIONS = 4096;

    private static final int KEY_BITS = 256;

    private final String user;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramCredential(String user, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.user = user;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /**
     * @param user a name without comma or equals sign
     * @param password printable ASCII, which SASLprep does not change
     * @param salt random, 16 bytes or more
     */
    static ScramCredential of(String user, String password, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS);
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] storedKey = sha256(hmac(salted, "Client Key"));
            return new ScramCredential(user, salt.clone(), storedKey, hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks PBKDF2WithHmacSHA256", e);
        }
    }

    String user() {
        return user;
    }

    byte[] salt() {
        return salt.clone();
    }

    /**
     * @param proof what the client sent, of any length
     * @return whether it was computed from the password for this exchange
     */
    boolean accepts(byte[] proof, String authMessage) {
        byte[] clientKey = hmac(storedKey, authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /** @return the signature that proves to the client that this server knows the password */
    byte[] serverSignature(String authMessage) {
        return hmac(serverKey, authMessage);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ScramCredential[" + user + ", masked]";
    }
}
