package org.hobnob.registry.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.net.gate.BarredGate;
import org.hobnob.net.gate.ConnectionGate;
import org.hobnob.net.gate.Gate;
import org.hobnob.net.gate.SilentCrowd;
import org.hobnob.registry.door.ConnectionTimes;
import org.hobnob.registry.door.ConnectionTimes.Overdue;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.door.RequestBudgets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the connections of one registry to its limits, and logs what it refuses and closes. */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private volatile DoorLimits limits;
    private final LongSupplier nanoTime;
    private final ConnectionGate gate;
    private final SilentCrowd crowd;
    private volatile RequestBudgets<Connection> budgets;
    private final Map<Overdue, RepeatedLog> overdue = new EnumMap<>(Overdue.class);
    private final RepeatedLog accepted;
    private final RepeatedLog nonsense;
    /** How long the first byte may take at present. */
    private long firstByteMs;

    private final RepeatedLog banned;
    private final LongAdder bannedInAll = new LongAdder();
    private final Predicate<String> isBanned;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param isBanned whether nobody is to come from an IP address, a literal; called on any thread
     */
    public Door(DoorLimits limits, LongSupplier nanoTime, Predicate<String> isBanned) {
        this.isBanned = isBanned;
        this.limits = limits;
        this.nanoTime = nanoTime;
        firstByteMs = limits.times().firstByteMs();
        gate = new ConnectionGate(
                limits.connections(),
                limits.spareLoopback(),
                nanoTime,
                (why, refused) -> LOG.warn(
                        "refused {} new connections, the latest from {}: limited by {}",
                        refused.count(),
                        refused.latest(),
                        limit(why)));
        crowd = new SilentCrowd(
                gate,
                limits.crowd().most(),
                limits.crowd().patienceMs(),
                limits.times().handshakeMs(),
                nanoTime);
        budgets = new RequestBudgets<>(limits);
        accepted = new RepeatedLog(
                nanoTime, (count, latest) -> LOG.info("{} new connections, the latest from {}", count, latest));
        banned = new RepeatedLog(
                nanoTime,
                (count, latest) ->
                        LOG.info("refused {} connections from banned addresses, the latest from {}", count, latest));
        nonsense = closing("sent too much that is no request");
        for (Overdue why : Overdue.values()) {
            overdue.put(why, closing(why.words()));
        }
    }

    /** Returns what would have to be raised: a setting or the system's limit. */
    private static String limit(ConnectionGate.Refusal why) {
        return switch (why) {
            case ALL -> "connections.most";
            case ADDRESS -> "connections.per-address";
            case NEW -> "connections.new-refill-ms";
            case NEW_OF_ADDRESS -> "connections.new-address-refill-ms";
            case DESCRIPTORS -> "the open files of this process (ulimit -n)";
        };
    }

    private RepeatedLog closing(String words) {
        return new RepeatedLog(
                nanoTime,
                (count, latest) -> LOG.info("closed {} connections, the latest of {}, which {}", count, latest, words));
    }

    /**
     * Changes the limits of connections and requests to come, but for the time of handshakes and for who is spared. May be
     * called on any thread.
     */
    public void setLimits(DoorLimits next) {
        gate.setLimits(next.connections());
        crowd.setLimits(next.crowd().most(), next.crowd().patienceMs());
        limits =
                new DoorLimits(next.connections(), next.times(), next.crowd(), next.requests(), limits.spareLoopback());
        budgets = new RequestBudgets<>(limits);
    }

    /** Decides before TLS which connections may begin. */
    public Gate gate() {
        return new BarredGate(crowd, this::refuseBanned);
    }

    private boolean refuseBanned(String address) {
        boolean refused = isBanned.test(address);
        if (refused) {
            banned.add(address);
            bannedInAll.increment();
        }
        return refused;
    }

    /** Returns how many connections are open. May be called on any thread, as all that follow. */
    public long connections() {
        return gate.entered();
    }

    /** Returns how many connections limits have refused since the start. */
    public long refused() {
        return gate.turnedAway();
    }

    /** Returns how many connections bans have refused or closed since the start. */
    public long banned() {
        return bannedInAll.sum();
    }

    /** What becomes of requests that are sent ahead. */
    DoorLimits.Ahead ahead() {
        return limits.requests().ahead();
    }

    ConnectionTimes accepted(String from) {
        LOG.debug("connection from {}", from);
        accepted.add(from);
        return new ConnectionTimes(limits.times(), nanoTime.getAsLong());
    }

    void loggedIn(ClientEndpoint from) {
        gate.loggedIn(from.ip());
    }

    void loggedOut(ClientEndpoint from) {
        gate.loggedOut(from.ip());
    }

    RequestBudgets.Verdict charge(Connection connection, Cost cost) {
        Optional<String> user = connection.login().map(login -> login.user().folded());
        return budgets.charge(connection, connection.address(), user, cost, nanoTime.getAsLong());
    }

    boolean chargeNonsense(Connection connection) {
        return budgets.chargeNonsense(connection, nanoTime.getAsLong());
    }

    void sentNonsense(Connection connection) {
        nonsense.add(connection.name());
    }

    void closed(Connection connection) {
        budgets.forget(connection);
    }

    /** Finds the connections that take too long or are unwelcome, and logs what was counted; call it once or twice a second. */
    List<Connection> overdue(Collection<Connection> connections) {
        long nowNs = nanoTime.getAsLong();
        int silent = (int) connections.stream().filter(Connection::isSilent).count();
        firstByteMs = crowd.firstByteMs(silent, limits.times().firstByteMs());
        gate.tellIfDue();
        accepted.tellIfDue();
        nonsense.tellIfDue();
        banned.tellIfDue();
        overdue.values().forEach(RepeatedLog::tellIfDue);
        return connections.stream()
                .filter(connection -> isUnwelcome(connection)
                        || connection.overdue(nowNs, firstByteMs).isPresent())
                .toList();
    }

    /** Who is logged in and banned is told why first. */
    private boolean isUnwelcome(Connection connection) {
        return connection.login().isEmpty() && isBanned.test(connection.address());
    }

    /** Closes a connection that was overdue or unwelcome, unless it has done by now what it should. */
    void closeIfOverdue(Connection connection) {
        if (isUnwelcome(connection)) {
            banned.add(connection.address());
            connection.breakOff();
            return;
        }
        connection.overdue(nanoTime.getAsLong(), firstByteMs).ifPresent(why -> {
            overdue.get(why).add(connection.name());
            connection.breakOff();
        });
    }

    /** Counts the process's descriptors, where the system tells; may take some milliseconds. May be called on any thread. */
    void countDescriptors() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            gate.descriptors(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount());
        }
    }
}
