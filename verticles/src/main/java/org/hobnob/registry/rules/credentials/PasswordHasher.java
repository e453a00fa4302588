package org.hobnob.registry.rules.credentials;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Hashes the secrets that clients send for their passwords: Argon2id over HMAC-SHA256(pepper, secret), stored as a PHC
 * string.
 *
 * <p>Every call except the constructor takes tens of milliseconds of CPU time and {@link HashCost#memoryKiB()} KiB of heap:
 * call it on a bounded worker pool, and after {@link LoginThrottle} has allowed it. Thread-safe if its random source is, as
 * {@link java.security.SecureRandom} is.
 */
public final class PasswordHasher {

    /** Length of the pepper in bytes. */
    public static final int PEPPER_BYTES = HmacKey.BYTES;

    /** Length in bytes of the secret, the SHA-256 of the password. */
    public static final int SECRET_BYTES = 32;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final HmacKey pepper;
    private final HashCost cost;
    private final RandomGenerator random;
    private final Argon2id argon2id;
    private final PhcString dummy;

    /**
     * @param pepper {@value #PEPPER_BYTES} bytes that are kept outside the database; copied
     * @param cost the cost of new hashes; stored hashes carry their own
     * @param random a cryptographically strong source of salts
     * @throws IllegalArgumentException if the pepper has another length
     */
    public PasswordHasher(byte[] pepper, HashCost cost, RandomGenerator random) {
        this(pepper, cost, random, Argon2id.BOUNCY_CASTLE);
    }

    PasswordHasher(byte[] pepper, HashCost cost, RandomGenerator random, Argon2id argon2id) {
        this.pepper = new HmacKey(pepper, "the pepper");
        this.cost = cost;
        this.random = random;
        this.argon2id = argon2id;
        this.dummy = new PhcString(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
    }

    /**
     * @param secret {@value #SECRET_BYTES} bytes, neither kept nor changed
     * @return a PHC string of about 100 characters, with a fresh salt
     * @throws IllegalArgumentException if the secret has another length
     */
    public String hash(byte[] secret) {
        byte[] salt = randomBytes(SALT_BYTES);
        return new PhcString(cost, salt, derive(cost, salt, secret, HASH_BYTES)).print();
    }

    /**
     * Compares the secret with a stored hash, in constant time. An unreadable hash costs as much time as an unknown user.
     *
     * @param secret {@value #SECRET_BYTES} bytes, neither kept nor changed
     * @param phc the stored string, not null
     * @return the result of the comparison
     * @throws IllegalArgumentException if the secret has another length
     */
    public Verification verify(byte[] secret, String phc) {
        Optional<PhcString> stored = PhcString.parse(phc);
        if (stored.isEmpty()) {
            verifyAgainstDummy(secret);
            return Verification.UNREADABLE;
        }
        if (!matches(secret, stored.get())) {
            return Verification.MISMATCH;
        }
        return isCurrent(stored.get()) ? Verification.MATCH : Verification.MATCH_BUT_OUTDATED;
    }

    /**
     * Takes as long as {@link #verify} does for a hash of the current cost, so that an unknown user cannot be distinguished
     * from a wrong password.
     *
     * @param secret {@value #SECRET_BYTES} bytes, neither kept nor changed
     * @throws IllegalArgumentException if the secret has another length
     */
    public void verifyAgainstDummy(byte[] secret) {
        matches(secret, dummy);
    }

    private boolean matches(byte[] secret, PhcString stored) {
        return stored.hasHash(derive(stored.cost(), stored.salt(), secret, stored.hash().length));
    }

    private boolean isCurrent(PhcString stored) {
        return stored.cost().equals(cost) && stored.salt().length == SALT_BYTES && stored.hash().length == HASH_BYTES;
    }

    private byte[] derive(HashCost hashCost, byte[] salt, byte[] secret, int hashBytes) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        return argon2id.derive(hashCost, salt, pepper.mac(secret), hashBytes);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "PasswordHasher[" + cost + "]";
    }
}
