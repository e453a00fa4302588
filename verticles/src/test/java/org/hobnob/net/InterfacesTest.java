package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class InterfacesTest {
    private static final String LOOPBACK = Interfaces.loopback().name();

    @Test
    void loopbackIsFoundByItsAddress() throws Exception {
        assertTrue(Interfaces.loopback().networkInterface().isLoopback());
        assertEquals("127.0.0.1", Interfaces.loopback().address().getHostAddress());
    }

    @Test
    void theNamedOneIsTakenThoughItDeniesMulticast() throws Exception {
        InterfaceChoice choice = Interfaces.resolve(Optional.of(LOOPBACK), Optional.empty());
        assertEquals(LOOPBACK, choice.name());
        assertEquals(LOOPBACK, choice.networkInterface().getName());
        assertEquals("127.0.0.1", choice.address().getHostAddress());
    }

    @Test
    void whileOneIsNamedNoOtherIsPicked() throws Exception {
        // 192.0.2.0/24 is for documentation (RFC 5737); it is not reached over loopback.
        Optional<InetAddress> elsewhere = Optional.of(InetAddress.getByName("192.0.2.77"));
        assertEquals(
                LOOPBACK, Interfaces.resolve(Optional.of(LOOPBACK), elsewhere).name());
    }

    @Test
    void missingInterfaceIsRefusedWithTheAvailableOnes() {
        Optional<InetAddress> towards = Optional.of(InetAddress.getLoopbackAddress());
        InterfaceRefusedException refused = assertThrows(
                InterfaceRefusedException.class, () -> Interfaces.resolve(Optional.of("nosuch0"), towards));
        assertTrue(refused.getMessage().contains("'nosuch0' does not exist"), refused.getMessage());
        assertTrue(refused.getMessage().contains(LOOPBACK + " (127.0.0.1)"), refused.getMessage());
    }

    @Test
    void withoutANameTheOneTowardsTheAddressIsTaken() throws Exception {
        Optional<InetAddress> towards = Optional.of(InetAddress.getByName("127.0.0.1"));
        assertEquals(LOOPBACK, Interfaces.resolve(Optional.empty(), towards).name());
    }

    @Test
    void withNothingToGoByThePersonIsAsked() {
        InterfaceRefusedException refused = assertThrows(
                InterfaceRefusedException.class, () -> Interfaces.resolve(Optional.empty(), Optional.empty()));
        assertTrue(refused.getMessage().contains("--interface"), refused.getMessage());
    }

    @Test
    void theEnvironmentNamesIt() {
        assertEquals(Optional.of("eth7"), Interfaces.fromEnvironment(Map.of("HOBNOB_INTERFACE", " eth7 ")));
        assertEquals(Optional.empty(), Interfaces.fromEnvironment(Map.of("HOBNOB_INTERFACE", " ")));
        assertEquals(Optional.empty(), Interfaces.fromEnvironment(Map.of()));
    }
}
