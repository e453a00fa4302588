package org.hobnob.registry.rules.credentials;

/**
 * How many password hashes may be begun, whatever comes of them. Each burst and refill time make a token bucket.
 *
 * @param pairBurst for one account from one address
 * @param pairRefillMs see {@code pairBurst}
 * @param addressBurst for one address over all accounts; generous, because a classroom may share one address
 * @param addressRefillMs see {@code addressBurst}
 */
public record HashLimits(int pairBurst, long pairRefillMs, int addressBurst, long addressRefillMs) {
    /**
     * 30 hashes, then one per 3 s, for an account from one address: a login, and a return to 16 rooms with passwords. 300,
     * then five a second, for an address: 60 people who register, with two hashes each, and log in.
     */
    public static final HashLimits DEFAULT = new HashLimits(30, 3_000, 300, 200);

    /** @throws IllegalArgumentException if a number is below 1 */
    public HashLimits {
        if (pairBurst < 1 || pairRefillMs < 1 || addressBurst < 1 || addressRefillMs < 1) {
            throw new IllegalArgumentException("the limits of password hashes must be at least 1");
        }
    }
}
