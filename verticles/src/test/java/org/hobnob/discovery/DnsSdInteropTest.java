package org.hobnob.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Beside another program of DNS-SD on loopback. It knows the standard port only, and takes its time. */
@Tag("slow")
@EnabledIfSystemProperty(
        named = "hobnob.faults.figures",
        matches = "true",
        disabledReason = "the profile faults runs it")
@SuppressWarnings("try") // Announcers are there to be heard.
class DnsSdInteropTest {
    private static final Pin KEY = AnnouncedTest.KEY;
    private static final Supplier<List<InterfaceChoice>> LOOPBACK = () -> List.of(Interfaces.loopback());
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Whatever browses DNS-SD sees a Hobnob registry, and the other way round. */
    @Test
    void otherProgramsOfDnsSdAreUnderstood() throws IOException {
        String type = "_hobnob._tcp.local.";
        try (JmDNS other = JmDNS.create(InetAddress.getByName("127.0.0.1"), "other");
                RegistryAnnouncer announcer = RegistryAnnouncer.on(LOOPBACK, "Lab 3", 15_601, KEY)) {
            assertNotNull(announcer);
            await().atMost(PATIENCE).until(() -> ours(other.list(type, 300)).isPresent());
            ServiceInfo seen = ours(other.list(type, 300)).orElseThrow();
            assertEquals("Lab 3", seen.getPropertyString("name"));
            assertEquals(KEY.plain(), seen.getPropertyString("key"));
            assertTrue(List.of(seen.getHostAddresses()).contains("127.0.0.1"));
            try (RegistrySearch search = RegistrySearch.on(LOOPBACK)) {
                Pin foreign = Pin.parse("0e".repeat(32)).orElseThrow();
                Map<String, byte[]> text =
                        Map.of("key", foreign.plain().getBytes(StandardCharsets.UTF_8), "name", new byte[] {'x'});
                other.registerService(ServiceInfo.create(type, "foreign", 15_602, 0, 0, text));
                await().atMost(PATIENCE)
                        .until(() -> search.found().stream()
                                .anyMatch(one -> one.key().equals(foreign)
                                        && one.name().equals("x")
                                        && one.addresses().contains(new HostPort("127.0.0.1", 15_602))));
            }
        }
    }

    private static Optional<ServiceInfo> ours(ServiceInfo[] all) {
        return List.of(all).stream().filter(one -> one.getPort() == 15_601).findFirst();
    }
}
