package org.hobnob.registry.rules.credentials;

import java.util.function.Predicate;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.RateLimit;
import org.hobnob.registry.rules.credentials.KnownAddresses.Pair;

/**
 * Decides before hashing whether a login may be attempted.
 *
 * <p>An address that has logged in to the account before has its own budget for it and no other limit, so that neither
 * strangers nor someone behind the same address who tries other accounts can lock the owner out. Everyone else needs a
 * token from each of three buckets: the account from this address, the account from all strangers, and the address over all
 * accounts. An allowed attempt takes its tokens at once and gets them back if it succeeds, so that attempts in progress
 * count as failed and guessing in parallel gains nothing. A refused attempt takes no tokens.
 *
 * <p>Memory is bounded by {@link LoginLimits}. Rotating accounts or addresses evicts only buckets of strangers, and costs
 * more attempts than it gains; the entries of earlier successes are kept separately. Not thread-safe: it belongs to one
 * verticle.
 */
public final class LoginThrottle {

    /** The result of {@link #check}. */
    public sealed interface Decision {}

    /**
     * The login may be attempted. Report the outcome exactly once; an attempt whose outcome is never reported counts as
     * failed.
     */
    public static final class Allowed implements Decision {
        private final Pair pair;
        private final boolean known;
        private boolean ended;

        private Allowed(Pair pair, boolean known) {
            this.pair = pair;
            this.known = known;
        }

        @Override
        public String toString() {
            return "Allowed[" + pair.account() + " from " + pair.address() + "]";
        }
    }

    /**
     * The login must be refused without hashing.
     *
     * @param ms the time after which an attempt may be allowed, in milliseconds, at least 1
     */
    public record RetryAfter(long ms) implements Decision {}

    private static final int MAX_KEY_CHARS = 128;

    private final Predicate<String> spared;
    private final RateLimit<Pair> ofStranger;
    private final RateLimit<String> ofStrangers;
    private final RateLimit<String> ofAddress;
    private final RateLimit<Pair> ofKnown;
    private final KnownAddresses known;

    /**
     * Exempts loopback addresses from the limit per address.
     *
     * @param limits the budgets
     */
    public LoginThrottle(LoginLimits limits) {
        this(limits, true);
    }

    /**
     * @param limits the budgets
     * @param spareLoopback whether loopback addresses are exempt from the limit per address; the limits per account apply
     *     to them in any case
     */
    public LoginThrottle(LoginLimits limits, boolean spareLoopback) {
        spared = Loopback.sparedIf(spareLoopback);
        ofStranger = new RateLimit<>(limits.pairBurst(), limits.pairRefillMs(), limits.maxBuckets());
        ofStrangers = new RateLimit<>(limits.strangersBurst(), limits.strangersRefillMs(), limits.maxBuckets());
        ofAddress = new RateLimit<>(limits.addressBurst(), limits.addressRefillMs(), limits.maxBuckets());
        ofKnown = new RateLimit<>(limits.pairBurst(), limits.pairRefillMs(), limits.maxKnown());
        known = new KnownAddresses(limits.maxKnown(), limits.maxKnownPerAccount(), limits.maxKnownPerAddress());
    }

    /** Changes the budgets from now on, not how many are kept. May be called on any thread. */
    public void setLimits(LoginLimits limits) {
        ofStranger.setRate(limits.pairBurst(), limits.pairRefillMs());
        ofStrangers.setRate(limits.strangersBurst(), limits.strangersRefillMs());
        ofAddress.setRate(limits.addressBurst(), limits.addressRefillMs());
        ofKnown.setRate(limits.pairBurst(), limits.pairRefillMs());
    }

    /**
     * @param account the folded name, whether or not such an account exists
     * @param address the client's IP address as text, without a port
     * @param nowMs the time in milliseconds, from a clock that does not go back
     * @return whether to attempt the login
     * @throws IllegalArgumentException if the name or the address is too long to be valid
     */
    public Decision check(String account, String address, long nowMs) {
        Pair pair = pair(account, address);
        boolean isKnown = known.contains(pair);
        long waitMs = isKnown ? ofKnown.untilToken(pair, nowMs) : strangerWaitMs(pair, nowMs);
        if (waitMs > 0) {
            return new RetryAfter(waitMs);
        }
        if (isKnown) {
            ofKnown.take(pair, nowMs);
        } else {
            takeAsStranger(pair, nowMs);
        }
        return new Allowed(pair, isKnown);
    }

    /**
     * Reports that the password was wrong or the user unknown.
     *
     * @param attempt what {@link #check} allowed
     */
    public void failed(Allowed attempt) {
        end(attempt);
    }

    /**
     * Reports that the password was right. The address is known for the account from now on.
     *
     * @param attempt what {@link #check} allowed
     * @param nowMs the time in milliseconds
     */
    public void succeeded(Allowed attempt, long nowMs) {
        giveBack(attempt, nowMs);
        know(attempt.pair);
    }

    /**
     * Reports that the attempt had no outcome, for instance because the store did not answer. It does not count.
     *
     * @param attempt what {@link #check} allowed
     * @param nowMs the time in milliseconds
     */
    public void undecided(Allowed attempt, long nowMs) {
        giveBack(attempt, nowMs);
    }

    /**
     * Reports a success that needed no check, such as a registration or a resume token.
     *
     * @param account the folded name
     * @param address the client's IP address as text, without a port
     */
    public void knownGood(String account, String address) {
        know(pair(account, address));
    }

    /**
     * Makes all addresses strangers to the account, for instance because its password was changed.
     *
     * @param account the folded name
     */
    public void forget(String account) {
        known.removeAccount(account).forEach(ofKnown::forget);
    }

    /** @return the number of entries of all kinds, for monitoring memory */
    public int size() {
        return ofStranger.size() + ofStrangers.size() + ofAddress.size() + ofKnown.size() + known.size();
    }

    private long strangerWaitMs(Pair pair, long nowMs) {
        long accountMs = Math.max(ofStranger.untilToken(pair, nowMs), ofStrangers.untilToken(pair.account(), nowMs));
        return spared.test(pair.address())
                ? accountMs
                : Math.max(accountMs, ofAddress.untilToken(pair.address(), nowMs));
    }

    private void takeAsStranger(Pair pair, long nowMs) {
        ofStranger.take(pair, nowMs);
        ofStrangers.take(pair.account(), nowMs);
        if (!spared.test(pair.address())) {
            ofAddress.take(pair.address(), nowMs);
        }
    }

    private void giveBack(Allowed attempt, long nowMs) {
        end(attempt);
        if (attempt.known) {
            ofKnown.giveBack(attempt.pair, nowMs);
        } else {
            ofStranger.giveBack(attempt.pair, nowMs);
            ofStrangers.giveBack(attempt.pair.account(), nowMs);
            ofAddress.giveBack(attempt.pair.address(), nowMs);
        }
    }

    private static void end(Allowed attempt) {
        if (attempt.ended) {
            throw new IllegalStateException("this attempt has ended already; ask check() for each try");
        }
        attempt.ended = true;
    }

    private void know(Pair pair) {
        known.add(pair).ifPresent(ofKnown::forget);
    }

    private static Pair pair(String account, String address) {
        if (account.length() > MAX_KEY_CHARS || address.length() > MAX_KEY_CHARS) {
            throw new IllegalArgumentException("check the name's length before the throttle: at most " + MAX_KEY_CHARS);
        }
        return new Pair(account, address);
    }
}
