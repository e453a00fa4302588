package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class OwnAddressesTest {
    @Test
    void loopbackIsNoAddressForOthers() {
        assertEquals(List.of(), OwnAddresses.forOthers("127.0.0.1", Optional.empty()));
        assertEquals(List.of(), OwnAddresses.forOthers("localhost", Optional.empty()));
    }

    @Test
    void theWildcardStandsForTheInterfacesAddresses() throws Exception {
        List<String> addresses = OwnAddresses.forOthers("0.0.0.0", Optional.empty());
        long others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                .count();
        assertEquals(others, addresses.size());
        assertTrue(addresses.stream().noneMatch(address -> address.startsWith("127.") || address.equals("0.0.0.0")));
    }

    @Test
    void aNamedInterfaceLimitsTheWildcard() {
        assertEquals(
                List.of(),
                OwnAddresses.forOthers(
                        "0.0.0.0", Optional.of(Interfaces.loopback().name())));
    }

    @Test
    void oneAddressIsItself() {
        assertEquals(List.of("192.0.2.7"), OwnAddresses.forOthers("192.0.2.7", Optional.of("lo")));
    }

    @Test
    void whatIsOnesOwnNetworkAndWhatIsNot() throws Exception {
        for (String own : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.1",
                "192.168.7.7",
                "169.254.1.1",
                "100.64.0.9",
                "::1",
                "fd00::5",
                "fe80::1")) {
            assertTrue(OwnAddresses.isPrivate(InetAddress.getByName(own)), own);
        }
        for (String open : List.of("203.0.113.7", "172.32.0.1", "100.128.0.1", "2001:db8::7", "8.8.8.8")) {
            assertFalse(OwnAddresses.isPrivate(InetAddress.getByName(open)), open);
        }
    }
}
