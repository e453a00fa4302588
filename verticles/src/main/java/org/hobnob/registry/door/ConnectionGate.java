package org.hobnob.registry.door;

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
import org.hobnob.net.gate.Gate;
import org.hobnob.net.gate.Places;

/**
 * Decides which connections the registry accepts, before TLS. One address may have only some connections, and start only
 * some per second. When all connections, new ones or the descriptors of the process run short, addresses from which users
 * are logged in go before others, and each other address gets a few, so that nobody is kept out by the many connections of
 * somebody else. Thread-safe.
 */
public final class ConnectionGate implements Gate {
    /** Why a connection is refused. */
    public enum Refusal {
        ALL("connections.most"),
        ADDRESS("connections.per-address"),
        NEW("connections.new-refill-ms"),
        NEW_OF_ADDRESS("connections.new-address-refill-ms"),
        DESCRIPTORS("the open files of this process (ulimit -n)");

        private final String limit;

        Refusal(String limit) {
            this.limit = limit;
        }

        /** What would have to be raised: a setting or the system's limit. */
        public String limit() {
            return limit;
        }
    }

    /** What an address gets when new connections or descriptors run short. */
    private static final Rate FEW = new Rate(4, 5_000);

    private static final int MAX_ADDRESSES = 16_384;
    private static final String EVERYBODY = "";
    private static final long NS_PER_MS = 1_000_000;

    private final LongSupplier nanoTime;
    private final Predicate<String> spared;
    private final Places places;
    private final int most;
    private final long handshakeMs;
    private final SilentCrowd crowd;
    private final RateLimit<String> fresh;
    private final RateLimit<String> freshPerAddress;
    private final RateLimit<String> fewOfAddress = FEW.limit(MAX_ADDRESSES);
    private final Descriptors descriptors = new Descriptors();
    private final Map<String, Integer> loggedIn = new HashMap<>();
    private final Map<Refusal, RepeatedLog> refused = new EnumMap<>(Refusal.class);

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param log told at most once a minute for each reason
     */
    public ConnectionGate(DoorLimits limits, LongSupplier nanoTime, BiConsumer<Refusal, Refused> log) {
        this.nanoTime = nanoTime;
        spared = Loopback.sparedIf(limits.spareLoopback());
        most = limits.connections().most();
        handshakeMs = limits.times().handshakeMs();
        crowd = new SilentCrowd(limits.crowd());
        places = new Places(Integer.MAX_VALUE, limits.connections().mostPerAddress(), spared);
        fresh = limits.connections().fresh().limit(1);
        freshPerAddress = limits.connections().freshPerAddress().limit(MAX_ADDRESSES);
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

    @Override
    public synchronized boolean enter(String address) {
        Optional<Refusal> refusal = refusal(address, nanoTime.getAsLong());
        refusal.ifPresent(why -> refused.get(why).add(address));
        if (refusal.isEmpty()) {
            places.take(address);
            crowd.began(nanoTime.getAsLong());
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
        Descriptors.Left left = descriptors.left(places.taken() + 1);
        if (left == Descriptors.Left.NONE) {
            return Optional.of(Refusal.DESCRIPTORS);
        }
        if (loggedIn.containsKey(address)) {
            return Optional.empty();
        }
        if (places.taken() >= most) {
            return Optional.of(Refusal.ALL);
        }
        boolean isFew = left == Descriptors.Left.FEW;
        if (!isFew && fresh.tryTake(EVERYBODY, nowNs) == 0 || fewOfAddress.tryTake(address, nowNs) == 0) {
            return Optional.empty();
        }
        return Optional.of(isFew ? Refusal.DESCRIPTORS : Refusal.NEW);
    }

    @Override
    public synchronized void handshakeEnded(String address) {
        crowd.ended();
    }

    @Override
    public synchronized boolean mustMakeWay(long handshakeNs) {
        return handshakeNs >= crowd.patienceMs(handshakeMs, nanoTime.getAsLong()) * NS_PER_MS;
    }

    /**
     * Takes note of how many connections have ended their handshake and sent nothing since; call it every second.
     *
     * @param otherwiseMs how long the first byte may take where there is no crowd, in milliseconds
     * @return how long it may take at present
     */
    public synchronized long firstByteMs(int silent, long otherwiseMs) {
        long nowNs = nanoTime.getAsLong();
        crowd.counted(silent, nowNs);
        return crowd.patienceMs(otherwiseMs, nowNs);
    }

    @Override
    public void leave(String address) {
        places.free(address);
    }

    /** A user has logged in from this address. */
    public synchronized void loggedIn(String address) {
        loggedIn.merge(address, 1, Integer::sum);
    }

    /** A login from this address is over. */
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
