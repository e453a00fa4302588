package org.hobnob.registry;

import java.util.List;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/** The fixture's settings, with what one test wants otherwise. */
final class TestSettings {
    /** The group of every room, as native lines name it. */
    static final String GROUP = " group=239.255.7.9:15700";

    private HashCost cost = new HashCost(64, 1, 1);
    private int hashQueue = 200;
    private LoginLimits loginLimits = LoginLimits.DEFAULT;
    private int registrationBurst = 1_000;
    private boolean spareLoopback = true;
    private boolean sharesStore;
    private RoomLimits rooms = new RoomLimits(100, 16);
    private long graceMs = 120_000;
    // Nobody who is not meant to be silent is, however slow the machine.
    private Patience patience = new Patience(120_000, 120_000, 120_000);

    TestSettings hashing(HashCost costOfEach, int mostPending) {
        cost = costOfEach;
        hashQueue = mostPending;
        return this;
    }

    TestSettings logins(LoginLimits limits) {
        loginLimits = limits;
        return this;
    }

    TestSettings limitingLoopback(int registrations) {
        registrationBurst = registrations;
        spareLoopback = false;
        return this;
    }

    TestSettings sharingStore() {
        sharesStore = true;
        return this;
    }

    TestSettings rooms(int membersPerRoom, int roomsPerUser) {
        rooms = new RoomLimits(membersPerRoom, roomsPerUser);
        return this;
    }

    TestSettings graceMs(long ms) {
        graceMs = ms;
        return this;
    }

    TestSettings patience(long suspectMs, long probeMs) {
        patience = new Patience(suspectMs, suspectMs, probeMs);
        return this;
    }

    RegistrySettings build() {
        return new RegistrySettings(
                "test registry",
                "127.0.0.1",
                0,
                0,
                List.of("127.0.0.1"),
                TlsEngine.AUTO,
                true,
                sharesStore,
                cost,
                1,
                hashQueue,
                loginLimits,
                registrationBurst,
                3_600_000,
                spareLoopback,
                rooms,
                GroupRange.of("239.255.7.9/32", 15_700).orElseThrow(),
                graceMs,
                patience,
                3_600);
    }
}
