package org.hobnob.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/**
 * A registry's settings for tests, with what one test wants otherwise: free ports of loopback, a hash that costs little, no
 * limits per address, no budget of requests, and no client that times out, however slow the machine is.
 */
public final class TestSettings {
    /** Longer than any test. */
    public static final Patience ENDLESS = new Patience(600_000, 600_000, 600_000);

    /** The group of every room with {@link #oneGroup}, and its instance, as {@link NativeClient} tells them. */
    public static final String GROUP = " group=239.255.7.9:15700" + NativeClient.INSTANCE;

    private static final long HOUR_MS = 3_600_000;
    private static final int FIRST_PORT = 20_000;
    /** From here on Linux draws the ports of outgoing connections. */
    private static final int FIRST_EPHEMERAL_PORT = 32_768;

    private static final int MOST_TRIES = 100;

    private String host = "127.0.0.1";
    private int port;
    private int udpPort;
    private TlsEngine engine = TlsEngine.AUTO;
    private HashCost cost = new HashCost(64, 1, 1);
    private int hashQueue = 200;
    private LoginLimits loginLimits = LoginLimits.DEFAULT;
    private HashLimits hashLimits = HashLimits.DEFAULT;
    private Rate registrations = new Rate(1_000, HOUR_MS);
    private boolean spareLoopback = true;
    private ConnectionLimits connections = WideLimits.CONNECTIONS;
    private DoorLimits.Times times = WideLimits.TIMES;
    private DoorLimits.Crowd crowd = WideLimits.CROWD;
    private DoorLimits.Requests requests = WideLimits.REQUESTS;
    private boolean sharesStore;
    private boolean requiresProof;
    private RoomLimits rooms = new RoomLimits(100, 16, WideLimits.MAKING, WideLimits.OFTEN);
    private GroupRange groups = GroupRange.DEFAULT;
    private long graceMs = 120_000;
    private long tokenLifeS = 3_600;
    private Patience patience = ENDLESS;
    private LongSupplier clock = System::nanoTime;
    private Clock wall = Clock.systemUTC();

    public TestSettings host(String address) {
        host = address;
        return this;
    }

    /** For a registry that goes and comes back: ports that are free now, and that no system hands out meanwhile. */
    public TestSettings fixedPorts() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_EPHEMERAL_PORT);
            if (isFree(candidate)) {
                port = candidate;
                udpPort = candidate;
                return this;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST_PORT + " and " + FIRST_EPHEMERAL_PORT);
    }

    private boolean isFree(int candidate) {
        try (ServerSocket tcp = new ServerSocket(candidate, 1, InetAddress.getByName(host));
                DatagramSocket udp = new DatagramSocket(candidate, InetAddress.getByName(host))) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    public TestSettings engine(TlsEngine engineOfDoor) {
        engine = engineOfDoor;
        return this;
    }

    public TestSettings hashing(HashCost costOfEach, int mostPending) {
        cost = costOfEach;
        hashQueue = mostPending;
        return this;
    }

    public TestSettings logins(LoginLimits limits) {
        loginLimits = limits;
        return this;
    }

    public TestSettings limitingLoopback(int mostRegistrations) {
        registrations = new Rate(mostRegistrations, HOUR_MS);
        spareLoopback = false;
        return this;
    }

    /** The limits that a registry has by default, on loopback too. */
    public TestSettings limitingLoopbackByDefault() {
        registrations = RegistrySettings.Limits.REGISTRATIONS;
        spareLoopback = false;
        return this;
    }

    public TestSettings hashes(HashLimits limits) {
        hashLimits = limits;
        return this;
    }

    public TestSettings requiringProof() {
        requiresProof = true;
        return this;
    }

    public TestSettings connections(ConnectionLimits limits) {
        connections = limits;
        return this;
    }

    public TestSettings times(DoorLimits.Times limits) {
        times = limits;
        return this;
    }

    public TestSettings crowd(DoorLimits.Crowd limits) {
        crowd = limits;
        return this;
    }

    public TestSettings requests(DoorLimits.Requests limits) {
        requests = limits;
        return this;
    }

    public TestSettings sharingStore() {
        sharesStore = true;
        return this;
    }

    boolean sharesStore() {
        return sharesStore;
    }

    public TestSettings rooms(int membersPerRoom, int roomsPerUser) {
        return rooms(new RoomLimits(membersPerRoom, roomsPerUser, WideLimits.MAKING, WideLimits.OFTEN));
    }

    public TestSettings rooms(RoomLimits limits) {
        rooms = limits;
        return this;
    }

    /** Every room gets the same group: for tests of what lines say, in which nobody meets there. */
    public TestSettings oneGroup() {
        groups = GroupRange.of("239.255.7.9/32", 15_700).orElseThrow();
        return this;
    }

    public TestSettings graceMs(long ms) {
        graceMs = ms;
        return this;
    }

    public TestSettings tokenLifeS(long seconds) {
        tokenLifeS = seconds;
        return this;
    }

    public TestSettings patience(Patience wanted) {
        patience = wanted;
        return this;
    }

    /** What the registry waits for is over when this clock says so. */
    public TestSettings clock(LongSupplier nanoTime) {
        clock = nanoTime;
        return this;
    }

    private RegistrySettings.Programs programs = RegistrySettings.Programs.NONE;

    /** What other programs do in the registry's place. */
    public TestSettings programs(RegistrySettings.Programs others) {
        programs = others;
        return this;
    }

    private Optional<BoxLimits> mail = Optional.of(new BoxLimits(200, 1 << 20, 30 * 86_400_000L, 100_000));

    LongSupplier clock() {
        return clock;
    }

    /** The time of day that the registry believes. */
    public TestSettings wall(Clock timeOfDay) {
        wall = timeOfDay;
        return this;
    }

    Clock wall() {
        return wall;
    }

    public RegistrySettings build() {
        return new RegistrySettings(
                "test registry",
                sharesStore,
                new RegistrySettings.Doors(host, port, udpPort, List.of("127.0.0.1"), engine, true, requiresProof),
                new RegistrySettings.Hashing(cost, 1, hashQueue),
                new RegistrySettings.Limits(
                        loginLimits,
                        hashLimits,
                        registrations,
                        new DoorLimits(connections, times, crowd, requests, spareLoopback)),
                new RegistrySettings.Rooms(rooms, groups, graceMs),
                new RegistrySettings.Sessions(patience, tokenLifeS),
                mail,
                programs);
    }

    /** The bounds of mailboxes; empty for a registry that keeps none. */
    public TestSettings mail(Optional<BoxLimits> bounds) {
        mail = bounds;
        return this;
    }
}
