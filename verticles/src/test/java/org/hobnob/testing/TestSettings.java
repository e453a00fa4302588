package org.hobnob.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.RoomLimits;

/**
 * A registry's settings for tests, with what one test wants otherwise: free ports of loopback, a hash that costs little, no
 * limits per address, and no client that times out, however slow the machine is.
 */
public final class TestSettings {
    /** Longer than any test. */
    public static final Patience ENDLESS = new Patience(600_000, 600_000, 600_000);

    private String host = "127.0.0.1";
    private int port;
    private int udpPort;
    private TlsEngine engine = TlsEngine.AUTO;
    private HashCost cost = new HashCost(64, 1, 1);
    private int hashQueue = 200;
    private LoginLimits loginLimits = LoginLimits.DEFAULT;
    private int registrationBurst = 1_000;
    private boolean spareLoopback = true;
    private boolean sharesStore;
    private RoomLimits rooms = new RoomLimits(100, 16);
    private long graceMs = 120_000;
    private Patience patience = ENDLESS;

    public TestSettings host(String address) {
        host = address;
        return this;
    }

    /** For a registry that goes and comes back: ports that are free now. */
    public TestSettings fixedPorts() {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(host));
                DatagramSocket udp = new DatagramSocket(0, InetAddress.getByName(host))) {
            port = tcp.getLocalPort();
            udpPort = udp.getLocalPort();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    public TestSettings limitingLoopback(int registrations) {
        registrationBurst = registrations;
        spareLoopback = false;
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
        rooms = new RoomLimits(membersPerRoom, roomsPerUser);
        return this;
    }

    public TestSettings graceMs(long ms) {
        graceMs = ms;
        return this;
    }

    public TestSettings patience(Patience wanted) {
        patience = wanted;
        return this;
    }

    public RegistrySettings build() {
        return new RegistrySettings(
                "test registry",
                sharesStore,
                new RegistrySettings.Doors(host, port, udpPort, List.of("127.0.0.1"), engine, true),
                new RegistrySettings.Hashing(cost, 1, hashQueue),
                new RegistrySettings.Limits(
                        loginLimits, new RegistrySettings.Bucket(registrationBurst, 3_600_000), spareLoopback),
                new RegistrySettings.Rooms(rooms, graceMs),
                new RegistrySettings.Sessions(patience, 3_600));
    }
}
