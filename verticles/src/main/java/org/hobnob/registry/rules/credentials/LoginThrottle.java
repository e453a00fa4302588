package org.hobnob.registry.rules.credentials;

import java.util.function.Predicate;
import org.hobnob.registry.rules.credentials.KnownAddresses.Pair;

/**
 * Decides before hashing whether a login may be tried.
 *
 * <p>An address that logged the account in before has a budget of its own for it and no other limit, so neither strangers
 * nor a guesser behind the same address who tries other accounts can lock the owner out. All others need a token of three
 * buckets: the account from this address, the account from all strangers, and the address over all accounts. A try takes
 * its tokens when it is allowed and gets them back when it succeeds, so tries in flight count as failed and guessing
 * in parallel gains nothing. A refused try takes nothing.
 *
 * <p>Memory is bounded by {@link LoginLimits}. Rotating accounts or addresses pushes only strangers' buckets out, at the price of more tries
 * than it wins; entries of earlier successes stand apart. Not thread-safe: it belongs to one verticle.
 */
public final class LoginThrottle {

    /** What {@link #check} decided. */
    public sealed interface Decision {}

    /** Try it, and then tell how it ended, once: an attempt that is never ended counts as failed. */
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
     * Refuse without hashing.
     *
     * @param ms after how many milliseconds a try may be allowed, at least 1
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
     * Spares loopback.
     *
     * @param limits the budgets
     */
    public LoginThrottle(LoginLimits limits) {
        this(limits, true);
    }

    /**
     * @param limits the budgets
     * @param spareLoopback whether loopback addresses are free of the limit per address; the limits per account hold for them
     *     too
     */
    public LoginThrottle(LoginLimits limits, boolean spareLoopback) {
        spared = address -> spareLoopback && isLoopback(address);
        ofStranger = new RateLimit<>(limits.pairBurst(), limits.pairRefillMs(), limits.maxBuckets());
        ofStrangers = new RateLimit<>(limits.strangersBurst(), limits.strangersRefillMs(), limits.maxBuckets());
        ofAddress = new RateLimit<>(limits.addressBurst(), limits.addressRefillMs(), limits.maxBuckets());
        ofKnown = new RateLimit<>(limits.pairBurst(), limits.pairRefillMs(), limits.maxKnown());
        known = new KnownAddresses(limits.maxKnown(), limits.maxKnownPerAccount(), limits.maxKnownPerAddress());
    }

    /**
     * @param account the folded name, whether such an account exists or not
     * @param address the client's IP address as text, without a port
     * @param nowMs the time in milliseconds, from a clock that does not go back
     * @return whether to try
     * @throws IllegalArgumentException for a name or an address that is too long to be one
     */
    public Decision check(String account, String address, long nowMs) {
        Pair pair = pair(account, address);
        boolean isKnown = known.contains(pair);
        long waitMs = isKnown ? ofKnown.waitMs(pair, nowMs) : strangerWaitMs(pair, nowMs);
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
     * The password was wrong or the user unknown.
     *
     * @param attempt what {@link #check} allowed
     */
    public void failed(Allowed attempt) {
        end(attempt);
    }

    /**
     * The password was right: the address is known from now on.
     *
     * @param attempt what {@link #check} allowed
     * @param nowMs the time in milliseconds
     */
    public void succeeded(Allowed attempt, long nowMs) {
        giveBack(attempt, nowMs);
        know(attempt.pair);
    }

    /**
     * The try came to no verdict, for instance because the store did not answer: it does not count.
     *
     * @param attempt what {@link #check} allowed
     * @param nowMs the time in milliseconds
     */
    public void undecided(Allowed attempt, long nowMs) {
        giveBack(attempt, nowMs);
    }

    /**
     * Tells of a success that needed no check: a registration, a resume token.
     *
     * @param account the folded name
     * @param address the client's IP address as text, without a port
     */
    public void knownGood(String account, String address) {
        know(pair(account, address));
    }

    /**
     * Makes strangers of all addresses of the account, for instance because its password was changed.
     *
     * @param account the folded name
     */
    public void forget(String account) {
        known.removeAccount(account).forEach(ofKnown::forget);
    }

    /** @return how many entries are kept in all, for watching memory. */
    public int size() {
        return ofStranger.size() + ofStrangers.size() + ofAddress.size() + ofKnown.size() + known.size();
    }

    private long strangerWaitMs(Pair pair, long nowMs) {
        long accountMs = Math.max(ofStranger.waitMs(pair, nowMs), ofStrangers.waitMs(pair.account(), nowMs));
        return spared.test(pair.address()) ? accountMs : Math.max(accountMs, ofAddress.waitMs(pair.address(), nowMs));
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

    /** Whether the address is a loopback literal. */
    public static boolean isLoopback(String address) {
        String withoutScope = address.split("%", 2)[0];
        return withoutScope.startsWith("127.") || withoutScope.equals("::1") || withoutScope.equals("0:0:0:0:0:0:0:1");
    }
}
