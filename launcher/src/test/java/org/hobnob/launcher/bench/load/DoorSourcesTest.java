package org.hobnob.launcher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.bench.target.RegistryAddress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.tls.TlsEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Tag("slow")
class DoorSourcesTest {
    private static List<String> sources(String host, int peers) {
        RegistryAddress address = RegistryAddress.of(host, 15_600, true);
        return Door.sources(new Target(address, Optional.empty(), TlsEngine.JDK, Optional.empty()), peers);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyPeersConnectFromSeveralLoopbackAddresses() {
        List<String> sources = sources("127.0.0.1", 15_000);

        assertEquals(9, sources.size());
        assertEquals("127.0.2.1", sources.get(0));
    }

    @Test
    void fewPeersAndThoseOfOtherMachinesUseTheSystemsChoice() {
        assertEquals(List.of(""), sources("127.0.0.1", 2_000));
        assertEquals(List.of(""), sources("192.0.2.1", 15_000));
        assertEquals(List.of(""), sources("::1", 15_000));
    }
}
