package org.hobnob.registry.rules.credentials;

/**
 * How many failed logins are allowed before password hashing is refused. Each burst and refill time make a token bucket:
 * {@code burst} attempts at once, then one more per {@code refill} milliseconds.
 *
 * @param pairBurst for one account from one address
 * @param pairRefillMs see {@code pairBurst}
 * @param strangersBurst for one account from all addresses together that never logged in to it
 * @param strangersRefillMs see {@code strangersBurst}
 * @param addressBurst for one address over all accounts; generous, because a classroom may share one address
 * @param addressRefillMs see {@code addressBurst}
 * @param maxBuckets how many buckets of each kind are kept at most
 * @param maxKnown how many pairs of an account and an address that logged in to it are remembered at most
 * @param maxKnownPerAccount how many such addresses are remembered for one account
 * @param maxKnownPerAddress how many such accounts are remembered for one address
 */
public record LoginLimits(
        int pairBurst,
        long pairRefillMs,
        int strangersBurst,
        long strangersRefillMs,
        int addressBurst,
        long addressRefillMs,
        int maxBuckets,
        int maxKnown,
        int maxKnownPerAccount,
        int maxKnownPerAddress) {

    /**
     * 5 attempts, then one per 12 s, from one address; 20, then one per 6 s, from all strangers; 120, then one per 2 s, for
     * an address over all accounts.
     */
    public static final LoginLimits DEFAULT = new LoginLimits(5, 12_000, 20, 6_000, 120, 2_000, 16_384, 65_536, 8, 256);

    /**
     * @throws IllegalArgumentException if one address alone could use up the budget of all strangers for an account, or if
     *     a bound is below 1
     */
    public LoginLimits {
        if (strangersBurst <= pairBurst || strangersRefillMs >= pairRefillMs) {
            throw new IllegalArgumentException(
                    "login limits: strangersBurst must be above pairBurst and strangersRefillMs below pairRefillMs,"
                            + " or one address alone locks all others out of an account");
        }
        if (maxKnown < 1 || maxKnownPerAccount < 1 || maxKnownPerAddress < 1) {
            throw new IllegalArgumentException(
                    "login limits: maxKnown, maxKnownPerAccount and maxKnownPerAddress must be at least 1");
        }
    }
}
