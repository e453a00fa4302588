package org.hobnob.net.gate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.limits.RepeatedLog;

/**
 * Decides which connections a server accepts, before TLS. One address may have only some connections, not more than are
 * left for others, and start only some per second. When all connections, new ones or the descriptors of the process run
 * short, addresses of known users go before others, and each other address gets a few, so that nobody is kept out by the
 * many connections of somebody else. Thread-safe.
 */
public final class ConnectionGate implements Gate {
    /** Why a connection is refused. */
    public enum Refusal {
        /** There are as many connections as there may be, or this address has more than are left. */
        ALL,
        /** There are as many of this address as there may be. */
        ADDRESS,
        /** Too many new ones in a short time. */
        NEW,
        /** Too many new ones of this address in a short time. */
        NEW_OF_ADDRESS,
        /** The process is near the end of its descriptors. */
        DESCRIPTORS
    }

    /** What an address gets when new connections or descriptors run short. */
    private static final Rate FEW = new Rate(4, 5_000);

    private static final int MAX_ADDRESSES = 16_384;
    private static final String EVERYBODY = "";

    private final LongSupplier nanoTime;
    private final Predicate<String> spared;
    private final Places places;
    private int most;
    private final RateLimit<String> fresh;
    private final RateLimit<String> freshPerAddress;
    private final RateLimit<String> fewOfAddress = FEW.limit(MAX_ADDRESSES);
    private final Descriptors descriptors = new Descriptors();
    private long turnedAway;
    private final Map<String, Integer> loggedIn = new HashMap<>();
    private final Map<Refusal, RepeatedLog> refused = new EnumMap<>(Refusal.class);

    /**
     * @param spareLoopback whether loopback addresses are exempt from the limits per address
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param log told at most once a minute for each reason
     */
    public ConnectionGate(
            ConnectionLimits limits, boolean spareLoopback, LongSupplier nanoTime, BiConsumer<Refusal, Refused> log) {
        this.nanoTime = nanoTime;
        spared = Loopback.sparedIf(spareLoopback);
        most = limits.most();
        places = new Places(limits.mostPerAddress(), spared);
        fresh = limits.fresh().limit(1);
        freshPerAddress = limits.freshPerAddress().limit(MAX_ADDRESSES);
        for (Refusal refusal : Refusal.values()) {
            RepeatedLog.Line line = (count, latest) -> log.accept(refusal, new Refused(count, latest));
            refused.put(refusal, new RepeatedLog(nanoTime, line));
        }
    }

    /**
     * Connections refused for one reason.
     *
     * @param count how many since the last report
     * @param latest the address of the latest
     */
    public record Refused(long count, String latest) {}

    /** Changes the limits for connections to come. */
    public synchronized void setLimits(ConnectionLimits limits) {
        most = limits.most();
        places.setMostPerAddress(limits.mostPerAddress());
        limits.fresh().applyTo(fresh);
        limits.freshPerAddress().applyTo(freshPerAddress);
    }

    @Override
    public synchronized boolean enter(String address) {
        Optional<Refusal> refusal = refusal(address, nanoTime.getAsLong());
        refusal.ifPresent(why -> refused.get(why).add(address));
        if (refusal.isEmpty()) {
            places.take(address);
        } else {
            turnedAway++;
        }
        return refusal.isEmpty();
    }

    private Optional<Refusal> refusal(String address, long nowNs) {
        if (places.isFull(address)) {
            return Optional.of(Refusal.ADDRESS);
        }
        if (!spared.test(address) && freshPerAddress.tryTake(address, nowNs) > 0) {
            return Optional.of(Refusal.NEW_OF_ADDRESS);
        }
        Descriptors.Left descriptorsLeft = descriptors.left(places.taken() + 1);
        if (descriptorsLeft == Descriptors.Left.NONE) {
            return Optional.of(Refusal.DESCRIPTORS);
        }
        if (loggedIn.containsKey(address)) {
            return Optional.empty();
        }
        // So some are always left, however many addresses take all that they get.
        int left = most - places.taken();
        if (left <= 0 || places.takenBy(address) >= left && !spared.test(address)) {
            return Optional.of(Refusal.ALL);
        }
        boolean isFew = descriptorsLeft == Descriptors.Left.FEW;
        if (!isFew && fresh.tryTake(EVERYBODY, nowNs) == 0 || fewOfAddress.tryTake(address, nowNs) == 0) {
            return Optional.empty();
        }
        return Optional.of(isFew ? Refusal.DESCRIPTORS : Refusal.NEW);
    }

    @Override
    public void leave(String address) {
        places.free(address);
    }

    /** Returns how many connections are in, with those in their handshake. */
    public long entered() {
        return places.taken();
    }

    /** Returns how many connections were refused since the start. */
    public synchronized long turnedAway() {
        return turnedAway;
    }

    /** A user is known at this address, by a login or a proven key. */
    public synchronized void loggedIn(String address) {
        loggedIn.merge(address, 1, Integer::sum);
    }

    /** A login from this address, or a connection with a proven key, is over. */
    public synchronized void loggedOut(String address) {
        loggedIn.computeIfPresent(address, (key, there) -> there == 1 ? null : there - 1);
    }

    /**
     * Takes note of the descriptors of the process; call it every few seconds.
     *
     * @param open how many are open
     * @param limit how many may be
     */
    public synchronized void descriptors(long open, long limit) {
        descriptors.sampled(open, limit, places.taken());
    }

    /** Reports the refusals that were counted, where it is time. */
    public void tellIfDue() {
        refused.values().forEach(RepeatedLog::tellIfDue);
    }
}
