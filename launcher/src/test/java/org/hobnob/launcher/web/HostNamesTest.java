package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.hobnob.protocol.message.value.HostPort;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    private static final HostNames NAMES = HostNames.of(List.of(new HostPort("Ship.local", 15_680)));

    @Test
    void ownNamesAndAddressesAreTaken() {
        for (String host : List.of(
                "ship.local:15680",
                "SHIP.LOCAL",
                "localhost:1",
                "10.0.0.5:15680",
                "127.0.0.1",
                "[fe80::1]:80",
                "[::1]")) {
            assertTrue(NAMES.isOurs(host), host);
        }
    }

    @Test
    void namesOfOthersAreNot() {
        for (String host : Arrays.asList(
                null,
                "",
                "evil.example",
                "evil.example:15680",
                "10.0.0.5.evil.example",
                "ship.local.evil.example",
                "ship.local@evil.example",
                "10.0.0.5 evil",
                "10.0.0.5:15680:1",
                "ship.local:x",
                "<b>")) {
            assertFalse(NAMES.isOurs(host), host);
        }
    }
}
