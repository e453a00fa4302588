package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.hobnob.net.Interfaces;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    @Test
    void loopbackIsNoAddressForOthers() {
        assertEquals(List.of(), Announcement.addressesForOthers("127.0.0.1", Optional.empty()));
        assertEquals(List.of(), Announcement.addressesForOthers("localhost", Optional.empty()));
    }

    @Test
    void theWildcardStandsForTheInterfacesAddresses() throws Exception {
        List<String> addresses = Announcement.addressesForOthers("0.0.0.0", Optional.empty());
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
                Announcement.addressesForOthers(
                        "0.0.0.0", Optional.of(Interfaces.loopback().name())));
    }

    @Test
    void oneAddressIsItself() {
        assertEquals(List.of("192.0.2.7"), Announcement.addressesForOthers("192.0.2.7", Optional.of("lo")));
    }
}
