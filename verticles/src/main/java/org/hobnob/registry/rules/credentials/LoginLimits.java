package org.hobnob.registry.rules.credentials;

/**
 * How many failed logins are let through before hashing. Each pair is a token bucket: so many at once, then one per so many
 * milliseconds.
 *
 * @param pairBurst of one account from one address
 * @param pairRefillMs see there
 * @param strangersBurst of one account from all addresses together that never logged it in
 * @param strangersRefillMs see there
 * @param addressBurst of one address over all accounts; wide, for a classroom may sit behind one address
 * @param addressRefillMs see there
 * @param maxBuckets how many buckets of each sort are kept at most
 * @param maxKnown how many pairs of an account and an address that logged it in are remembered at most
 * @param maxKnownPerAccount how many such addresses of one account
 * @param maxKnownPerAddress how many such accounts of one address
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

    /** Five tries, then one in 12 s, from one address; 20, then one in 6 s, from all strangers; 40, then one in 2 s, per address. */
    public static final LoginLimits DEFAULT = new LoginLimits(5, 12_000, 20, 6_000, 40, 2_000, 16_384, 65_536, 8, 256);

    /** @throws IllegalArgumentException when one address alone could use up what all strangers have of an account */
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
