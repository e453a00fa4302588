package org.hobnob.registry.rules.credentials;

/** The result of comparing a secret with a stored hash. */
public enum Verification {
    /** The secret is right. */
    MATCH,
    /**
     * The secret is right, but the stored hash has another cost than new ones: hash the secret again and store the result.
     */
    MATCH_BUT_OUTDATED,
    /** The secret is wrong. */
    MISMATCH,
    /** The stored text is not a valid hash, or its cost is out of bounds: refuse the login and log the account. */
    UNREADABLE;

    /** @return whether the secret is right */
    public boolean isMatch() {
        return this == MATCH || this == MATCH_BUT_OUTDATED;
    }
}
