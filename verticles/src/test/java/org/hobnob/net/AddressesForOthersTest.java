package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesForOthersTest {
    private static final InetAddress LOOPBACK = ip("127.0.0.1");
    private static final InetAddress REGISTRY = ip("192.168.1.5");
    private static final InetAddress ALICE = ip("192.168.1.20");
    private static final InetAddress BOB = ip("192.168.1.30");

    @Test
    void aPeerOfTheLanIsToldAsItIsToEveryone() {
        assertEquals(Optional.of(ALICE), AddressesForOthers.of(ALICE, BOB, REGISTRY));
        assertEquals(Optional.of(ALICE), AddressesForOthers.of(ALICE, LOOPBACK, LOOPBACK));
    }

    @Test
    void peerOnTheRegistrysMachineHasItsAddress() {
        assertEquals(Optional.of(REGISTRY), AddressesForOthers.of(LOOPBACK, BOB, REGISTRY));
        assertEquals(Optional.of(REGISTRY), AddressesForOthers.of(ip("127.0.0.2"), BOB, REGISTRY));
        assertEquals(Optional.of(REGISTRY), AddressesForOthers.of(ip("::1"), BOB, REGISTRY));
    }

    @Test
    void peersOfOneMachineMeetOnLoopback() {
        assertEquals(Optional.of(LOOPBACK), AddressesForOthers.of(LOOPBACK, LOOPBACK, LOOPBACK));
        assertEquals(Optional.of(ip("127.0.0.3")), AddressesForOthers.of(ip("127.0.0.3"), ip("127.0.0.2"), LOOPBACK));
    }

    @Test
    void recipientConnectedOverTheLanGetsTheLanAddress() {
        assertEquals(Optional.of(REGISTRY), AddressesForOthers.of(LOOPBACK, REGISTRY, REGISTRY));
    }

    @Test
    void loopbackPeerHasTheAddressThatTheRecipientReached() {
        InetAddress otherLan = ip("10.0.0.5");
        assertEquals(Optional.of(otherLan), AddressesForOthers.of(LOOPBACK, ip("10.0.0.9"), otherLan));
    }

    @Test
    void loopbackIsNeverGivenToAnotherMachine() {
        List<InetAddress> all =
                List.of(LOOPBACK, ip("127.8.9.10"), ip("0.0.0.0"), ip("::1"), ip("::"), REGISTRY, ALICE);
        for (InetAddress peer : all) {
            for (InetAddress reached : all) {
                AddressesForOthers.of(peer, BOB, reached).ifPresent(told -> {
                    assertFalse(told.isLoopbackAddress(), () -> peer + " " + reached);
                    assertFalse(told.isAnyLocalAddress(), () -> peer + " " + reached);
                });
                AddressesForOthers.of(peer, LOOPBACK, reached)
                        .ifPresent(told -> assertFalse(told.isAnyLocalAddress(), () -> peer + " " + reached));
            }
        }
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
