package org.hobnob.registry.rules.credentials;

/** What came of comparing a secret with a stored hash. */
public enum Verification {
    /** The secret is right. */
    MATCH,
    /** The secret is right, and the stored hash has another cost than new ones: hash again and store that. */
    MATCH_BUT_OUTDATED,
    /** The secret is wrong. */
    MISMATCH,
    /** What is stored is no hash of ours, or of a cost out of bounds: refuse the login and log the account. */
    UNREADABLE;

    /** @return whether the secret is right. */
    public boolean isMatch() {
        return this == MATCH || this == MATCH_BUT_OUTDATED;
    }
}
