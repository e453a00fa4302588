package org.hobnob.registry.door;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;

/**
 * The budgets of requests, per connection, per address and per user. A request beyond them waits for its turn; if that would take too
 * long, it is refused, after a wait all the same, so that refusals cannot be had faster than answers. Not thread-safe.
 *
 * @param <C> identifies a connection
 */
public final class RequestBudgets<C> {
    /**
     * What is to be done with a request.
     *
     * @param pauseNs how long to wait first, without reading on, in nanoseconds; may be 0
     * @param isRefused whether to refuse it then; else it is answered
     * @param retryNs after what time the same request may be sent again, in nanoseconds; 0 unless it is refused
     */
    public record Verdict(long pauseNs, boolean isRefused, long retryNs) {}

    /** The buckets of one class of requests. */
    private record Buckets<C>(RateLimit<C> ofConnection, RateLimit<String> ofAddress) {
        static <C> Buckets<C> of(Rate rate, int addressTimes) {
            return new Buckets<>(rate.limit(MAX_KEYS), rate.limit(addressTimes, MAX_KEYS));
        }
    }

    private static final int MAX_KEYS = 65_536;
    private static final long NS_PER_MS = 1_000_000;

    private final Map<Cost, Buckets<C>> buckets = new EnumMap<>(Cost.class);
    /** What changes something is told to others, who must not have to hear more of one user than this. */
    private final RateLimit<String> changesOfUser;

    private final RateLimit<C> nonsense;
    private final Predicate<String> spared;
    private final long pauseNs;

    public RequestBudgets(DoorLimits limits) {
        DoorLimits.Requests requests = limits.requests();
        int times = requests.addressTimes();
        Buckets<C> changes = Buckets.of(requests.changes(), times);
        buckets.put(Cost.CHEAP, Buckets.of(requests.any(), times));
        buckets.put(Cost.LIST, Buckets.of(requests.lists(), times));
        buckets.put(Cost.CHANGE, changes);
        buckets.put(Cost.HASH, changes);
        changesOfUser = requests.changesOfUser().limit(MAX_KEYS);
        nonsense = requests.nonsense().limit(MAX_KEYS);
        spared = Loopback.sparedIf(limits.spareLoopback());
        pauseNs = requests.pauseMs() * NS_PER_MS;
    }

    /**
     * Charges a request. One that is refused costs nothing.
     *
     * @param address the client's IP address
     * @param user who is logged in, in a form that is the same for all spellings; empty if nobody is
     * @param nowNs the time, by a monotonic clock
     */
    public Verdict charge(C connection, String address, Optional<String> user, Cost cost, long nowNs) {
        boolean isSpared = spared.test(address);
        List<Buckets<C>> charged = cost == Cost.CHEAP
                ? List.of(buckets.get(Cost.CHEAP))
                : List.of(buckets.get(Cost.CHEAP), buckets.get(cost));
        long waitNs = 0;
        for (Buckets<C> each : charged) {
            waitNs = Math.max(waitNs, each.ofConnection().untilToken(connection, nowNs));
            waitNs = isSpared ? waitNs : Math.max(waitNs, each.ofAddress().untilToken(address, nowNs));
        }
        Optional<String> changing = user.filter(name -> cost == Cost.CHANGE || cost == Cost.HASH);
        waitNs = Math.max(
                waitNs,
                changing.map(name -> changesOfUser.untilToken(name, nowNs)).orElse(0L));
        if (waitNs > pauseNs) {
            return new Verdict(pauseNs, true, waitNs - pauseNs);
        }
        for (Buckets<C> each : charged) {
            each.ofConnection().take(connection, nowNs);
            if (!isSpared) {
                each.ofAddress().take(address, nowNs);
            }
        }
        changing.ifPresent(name -> changesOfUser.take(name, nowNs));
        return new Verdict(waitNs, false, 0);
    }

    /** Charges a line that is no request; returns whether the connection may go on. */
    public boolean chargeNonsense(C connection, long nowNs) {
        return nonsense.tryTake(connection, nowNs) == 0;
    }

    /** Forgets a connection that is closed. */
    public void forget(C connection) {
        buckets.values().forEach(each -> each.ofConnection().forget(connection));
        nonsense.forget(connection);
    }
}
