package org.hobnob.net.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.limits.Rate;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final Rate OFTEN = new Rate(1_000, 1);
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";

    private final AtomicLong nowNs = new AtomicLong(-7);
    private final List<String> log = new ArrayList<>();

    private ConnectionGate gate(int most, int mostPerAddress, Rate fresh, Rate freshPerAddress) {
        return gate(new ConnectionLimits(most, mostPerAddress, fresh, freshPerAddress), false);
    }

    private ConnectionGate gate(ConnectionLimits connections, boolean spareLoopback) {
        return new ConnectionGate(
                connections,
                spareLoopback,
                nowNs::get,
                (why, refused) -> log.add(why + " " + refused.count() + " " + refused.latest()));
    }

    private static int entering(ConnectionGate gate, String address, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            entered += gate.enter(address) ? 1 : 0;
        }
        return entered;
    }

    @Test
    void oneAddressHoldsOnlySomeConnections() {
        ConnectionGate gate = gate(100, 3, OFTEN, OFTEN);
        assertEquals(3, entering(gate, A, 10));
        assertEquals(3, entering(gate, B, 10));
        gate.leave(A);
        assertEquals(1, entering(gate, A, 10));
    }

    @Test
    void oneAddressStartsOnlySomeConnectionsPerTime() {
        ConnectionGate gate = gate(1_000, 1_000, OFTEN, new Rate(5, 100));
        assertEquals(5, entering(gate, A, 50));
        nowNs.addAndGet(300 * NS_PER_MS);
        assertEquals(3, entering(gate, A, 50));
        assertTrue(gate.enter(B));
    }

    @Test
    void loopbackIsSparedWhereTheSettingsSaySo() {
        ConnectionLimits tight = new ConnectionLimits(1_000, 1, OFTEN, new Rate(1, 1_000));
        assertEquals(10, entering(gate(tight, true), "127.0.0.2", 10));
        assertEquals(1, entering(gate(tight, false), "127.0.0.2", 10));
        assertEquals(1, entering(gate(tight, true), A, 10));
    }

    @Test
    void allTogetherHoldOnlySomeConnections() {
        ConnectionGate gate = gate(4, 3, OFTEN, OFTEN);
        assertEquals(2, entering(gate, A, 10));
        assertEquals(1, entering(gate, B, 10));
        assertEquals(1, entering(gate, "10.0.0.3", 10));
        assertEquals(0, entering(gate, "10.0.0.4", 10));
    }

    @Test
    void fourAddressesLeavePlacesForOthers() {
        ConnectionGate gate = gate(512, 512, OFTEN, OFTEN);
        int taken = 0;
        for (int i = 0; i < 4; i++) {
            taken += entering(gate, "10.0.1." + i, 1_000);
        }
        assertTrue(taken <= 512 - 32, "a few addresses fill the door");
        assertTrue(gate.enter(B));
        assertEquals(4 * 1_000 - taken, gate.turnedAway());
    }

    @Test
    void usersAddressesComeInWhenAllPlacesAreTaken() {
        ConnectionGate gate = gate(2, 100, OFTEN, OFTEN);
        entering(gate, A, 10);
        entering(gate, "10.0.0.3", 10);
        assertFalse(gate.enter(B));
        gate.loggedIn(B);
        assertTrue(gate.enter(B));
        gate.loggedOut(B);
        assertFalse(gate.enter(B));
    }

    @Test
    void addressWithFewNewOnesIsNotHeldUpByOthers() {
        ConnectionGate gate = gate(1_000, 1_000, new Rate(20, 10), OFTEN);
        assertEquals(24, entering(gate, A, 100));
        assertTrue(gate.enter(B));
    }

    @Test
    void strangersGetFewDescriptorsNearTheEndAndUsersGoOn() {
        ConnectionGate gate = gate(1_000, 1_000, OFTEN, OFTEN);
        gate.descriptors(70, 100);
        assertEquals(14, entering(gate, A, 100), "up to 80, and four more");
        assertTrue(gate.enter(B));
        gate.loggedIn(B);
        assertEquals(10, entering(gate, B, 100), "up to 95");
        assertFalse(gate.enter("10.0.0.3"));
    }

    @Test
    void connectionsAreNotCountedTwiceAmongDescriptors() {
        ConnectionGate gate = gate(1_000, 1_000, OFTEN, OFTEN);
        entering(gate, A, 50);
        gate.descriptors(60, 100);
        assertEquals(24, entering(gate, A, 100));
    }

    @Test
    void refusalsAreToldOnceAMinute() {
        ConnectionGate gate = gate(1_000, 1, OFTEN, OFTEN);
        entering(gate, A, 100);
        assertEquals(List.of("ADDRESS 1 " + A), log);
        nowNs.addAndGet(60_000 * NS_PER_MS);
        gate.tellIfDue();
        assertEquals(List.of("ADDRESS 1 " + A, "ADDRESS 98 " + A), log);
    }
}
