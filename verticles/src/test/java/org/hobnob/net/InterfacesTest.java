package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    @Test
    void theNamedOneIsTakenThoughItDeniesMulticast() throws Exception {
        InterfaceChoice choice = Interfaces.resolve(Optional.of("lo"), Optional.empty());
        assertEquals("lo", choice.name());
        assertEquals("lo", choice.networkInterface().getName());
        assertEquals("127.0.0.1", choice.address().getHostAddress());
    }

    @Test
    void whileOneIsNamedNoOtherIsPicked() throws Exception {
        // 192.0.2.0/24 is for documentation (RFC 5737); it is not reached over loopback.
        Optional<InetAddress> elsewhere = Optional.of(InetAddress.getByName("192.0.2.77"));
        assertEquals("lo", Interfaces.resolve(Optional.of("lo"), elsewhere).name());
    }

    @Test
    void aNamedOneThatIsNotThereIsRefusedWithThoseThatAre() {
        Optional<InetAddress> towards = Optional.of(InetAddress.getLoopbackAddress());
        InterfaceRefusedException refused = assertThrows(
                InterfaceRefusedException.class, () -> Interfaces.resolve(Optional.of("nosuch0"), towards));
        assertTrue(refused.getMessage().contains("'nosuch0' does not exist"), refused.getMessage());
        assertTrue(refused.getMessage().contains("lo (127.0.0.1)"), refused.getMessage());
    }

    @Test
    void withoutANameTheOneTowardsTheAddressIsTaken() throws Exception {
        Optional<InetAddress> towards = Optional.of(InetAddress.getByName("127.0.0.1"));
        assertEquals("lo", Interfaces.resolve(Optional.empty(), towards).name());
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
