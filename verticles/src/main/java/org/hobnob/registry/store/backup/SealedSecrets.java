package org.hobnob.registry.store.backup;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.argon2.Argon2;
import org.hobnob.registry.rules.credentials.HashCost;

/**
 * The text of the secrets file, sealed with ChaCha20-Poly1305 under a key that Argon2id makes of a passphrase. The seal also
 * covers all that stands before it in the backup, so that whoever has the passphrase notices a changed backup whose checksum
 * was changed too.
 *
 * @param cost of the key
 * @param salt of the key, {@value #SALT_BYTES} bytes
 * @param nonce of the cipher, {@value #NONCE_BYTES} bytes
 * @param text the sealed text
 */
public record SealedSecrets(HashCost cost, byte[] salt, byte[] nonce, byte[] text) {
    /** 64 MiB and three passes, the second choice of RFC 9106: a passphrase is guessed without anybody noticing. */
    static final HashCost COST = new HashCost(65_536, 3, 1);

    /** What a reader spends at most, whatever a backup says. */
    private static final HashCost MOST = new HashCost(262_144, 16, 16);

    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int MAX_TEXT_BYTES = 64 * 1024;
    private static final String CIPHER = "ChaCha20-Poly1305";
    private static final byte[] DOMAIN = "hobnob backup 1\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * Seals a text. Takes a tenth of a second or two, and the memory of the cost.
     *
     * @param before the digest of what stands before it
     */
    static SealedSecrets seal(String text, char[] passphrase, byte[] before, HashCost cost, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(passphrase, salt, cost), nonce, before);
            return new SealedSecrets(cost, salt, nonce, cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + CIPHER, e);
        }
    }

    /**
     * Opens the seal.
     *
     * @param before the digest of what stands before it
     * @throws BackupRefusedException if the passphrase is another one, or what stands before it was changed
     */
    String open(char[] passphrase, byte[] before) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(passphrase, salt, cost), nonce, before);
            return new String(cipher.doFinal(text), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new BackupRefusedException(
                    "the passphrase is not the one with which this backup was made, or the backup was changed since",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + CIPHER, e);
        }
    }

    private static byte[] key(char[] passphrase, byte[] salt, HashCost cost) {
        byte[] typed = new String(passphrase).getBytes(StandardCharsets.UTF_8);
        return Argon2.id(
                new Argon2.Cost(cost.memoryKiB(), cost.iterations(), cost.parallelism()), salt, typed, KEY_BYTES);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] before) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        cipher.updateAAD(DOMAIN);
        cipher.updateAAD(before);
        return cipher;
    }

    JsonObject json() {
        return new JsonObject()
                .put("memoryKib", cost.memoryKiB())
                .put("passes", cost.iterations())
                .put("lanes", cost.parallelism())
                .put("salt", Base64.getEncoder().encodeToString(salt))
                .put("nonce", Base64.getEncoder().encodeToString(nonce))
                .put("sealed", Base64.getEncoder().encodeToString(text));
    }

    /** @throws IllegalArgumentException if a field is missing or out of bounds */
    static SealedSecrets read(JsonObject json) {
        HashCost cost = new HashCost(number(json, "memoryKib"), number(json, "passes"), number(json, "lanes"));
        SealedSecrets read = new SealedSecrets(cost, bytes(json, "salt"), bytes(json, "nonce"), bytes(json, "sealed"));
        if (cost.memoryKiB() > MOST.memoryKiB() || cost.iterations() > MOST.iterations()) {
            throw new IllegalArgumentException("the key would cost too much");
        }
        if (read.salt.length != SALT_BYTES || read.nonce.length != NONCE_BYTES || read.text.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("the sealed secrets have another length");
        }
        return read;
    }

    private static int number(JsonObject json, String field) {
        if (json.getValue(field) instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(field + " is no number");
    }

    private static byte[] bytes(JsonObject json, String field) {
        if (json.getValue(field) instanceof String base64) {
            return Base64.getDecoder().decode(base64);
        }
        throw new IllegalArgumentException(field + " is no text");
    }

    @Override
    public String toString() {
        return "SealedSecrets[" + cost + "]";
    }
}
