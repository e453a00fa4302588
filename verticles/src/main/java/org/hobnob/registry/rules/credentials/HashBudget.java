package org.hobnob.registry.rules.credentials;

import org.hobnob.limits.Loopback;
import org.hobnob.limits.RateLimit;
import org.hobnob.registry.rules.credentials.KnownAddresses.Pair;

/**
 * Charges password hashes to the account and the address that have them computed, right passwords too: a login costs the
 * registry the same whether or not it succeeds. An account is charged per address, so that nobody uses up what its owner has
 * elsewhere. Not thread-safe.
 */
public final class HashBudget {
    private static final int MAX_BUCKETS = 16_384;

    private final boolean spareLoopback;
    private final RateLimit<Pair> ofPair;
    private final RateLimit<String> ofAddress;

    /** @param spareLoopback whether loopback addresses are exempt from the limit per address, though not per account */
    public HashBudget(HashLimits limits, boolean spareLoopback) {
        this.spareLoopback = spareLoopback;
        ofPair = new RateLimit<>(limits.pairBurst(), limits.pairRefillMs(), MAX_BUCKETS);
        ofAddress = new RateLimit<>(limits.addressBurst(), limits.addressRefillMs(), MAX_BUCKETS);
    }

    /** Changes the budgets from now on. May be called on any thread. */
    public void setLimits(HashLimits limits) {
        ofPair.setRate(limits.pairBurst(), limits.pairRefillMs());
        ofAddress.setRate(limits.addressBurst(), limits.addressRefillMs());
    }

    /**
     * Charges one hash.
     *
     * @param account the folded name of the account for which it is computed, whether or not there is one
     * @param address the client's IP address as text, without a port
     * @param nowMs the time in milliseconds, from a clock that does not go back
     * @return 0 if it was charged, else the milliseconds until it could be
     */
    public long charge(String account, String address, long nowMs) {
        Pair pair = new Pair(account, address);
        boolean isSpared = isSpared(address);
        long waitMs = Math.max(ofPair.untilToken(pair, nowMs), isSpared ? 0 : ofAddress.untilToken(address, nowMs));
        if (waitMs == 0) {
            ofPair.take(pair, nowMs);
            if (!isSpared) {
                ofAddress.take(address, nowMs);
            }
        }
        return waitMs;
    }

    /** Takes back a charge for a hash that was not begun after all. */
    public void giveBack(String account, String address, long nowMs) {
        ofPair.giveBack(new Pair(account, address), nowMs);
        if (!isSpared(address)) {
            ofAddress.giveBack(address, nowMs);
        }
    }

    private boolean isSpared(String address) {
        return spareLoopback && Loopback.is(address);
    }
}
