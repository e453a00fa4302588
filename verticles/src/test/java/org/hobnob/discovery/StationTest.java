package org.hobnob.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What registries and peers say on a network, and when. */
class StationTest {
    private static final InetSocketAddress NEIGHBOUR = new InetSocketAddress("10.0.0.9", 5353);
    private static final Announced LAB3 = AnnouncedTest.lab3();

    private final AnnouncingStation registry = new AnnouncingStation(LAB3, 0);
    private final List<Announced> found = new ArrayList<>();
    private final AskingStation peer = asking(address -> true);

    private AskingStation asking(java.util.function.Predicate<Inet4Address> isHere) {
        return new AskingStation(isHere, (one, sender) -> found.add(one), 5353, 0);
    }

    private static byte[] question(DnsName name, int type) {
        return DnsMessage.asking(new DnsMessage.Question(name, type)).bytes();
    }

    private AnnouncingStation settled() {
        registry.due(0);
        registry.due(1_000);
        assertEquals(Station.NEVER, registry.dueAtMs());
        return registry;
    }

    private static boolean answers(AnnouncingStation registry, byte[] query) {
        registry.heard(query, NEIGHBOUR, 60_000);
        return registry.due(60_000).isPresent();
    }

    @Test
    void aRegistryAnnouncesItselfTwice() {
        assertArrayEquals(LAB3.message(120).bytes(), registry.due(0).orElseThrow());
        assertEquals(1_000, registry.dueAtMs());
        assertEquals(Optional.empty(), registry.due(999));
        assertEquals(true, registry.due(1_000).isPresent());
        assertEquals(Station.NEVER, registry.dueAtMs());
    }

    @Test
    void aRegistryAnswersOnceASecondAtMost() {
        settled();
        byte[] query = peer.due(0).orElseThrow();
        registry.heard(query, NEIGHBOUR, 5_000);
        assertEquals(true, registry.due(5_000).isPresent());
        registry.heard(query, NEIGHBOUR, 5_100);
        assertEquals(Optional.empty(), registry.due(5_100));
        assertEquals(6_000, registry.dueAtMs());
        assertEquals(true, registry.due(6_000).isPresent());
    }

    @Test
    void aRegistryAnswersWhatConcernsIt() {
        assertEquals(true, answers(settled(), question(Announced.TYPES, DnsRecord.PTR)));
        assertEquals(true, answers(new StationTest().settled(), question(LAB3.instance(), DnsRecord.ANY)));
        assertEquals(true, answers(new StationTest().settled(), question(LAB3.instance(), DnsRecord.TXT)));
        assertEquals(true, answers(new StationTest().settled(), question(LAB3.host(), DnsRecord.A)));
    }

    @Test
    void aRegistryKeepsSilentAboutTheRest() {
        settled();
        assertEquals(false, answers(registry, question(DnsName.of("_ipp._tcp.local"), DnsRecord.PTR)));
        assertEquals(false, answers(registry, question(LAB3.host(), DnsRecord.SRV)));
        assertEquals(false, answers(registry, LAB3.message(120).bytes()));
        assertEquals(false, answers(registry, new byte[] {1, 2, 3}));
    }

    @Test
    void aRegistryDoesNotAnswerWhoKnowsIt() {
        DnsMessage.Question question = new DnsMessage.Question(Announced.TYPE, DnsRecord.PTR);
        DnsRecord known = new DnsRecord.Pointer(Announced.TYPE, 60, LAB3.instance());
        assertEquals(false, answers(settled(), new DnsMessage(false, List.of(question), List.of(known)).bytes()));
        DnsRecord fading = new DnsRecord.Pointer(Announced.TYPE, 59, LAB3.instance());
        assertEquals(true, answers(registry, new DnsMessage(false, List.of(question), List.of(fading)).bytes()));
    }

    @Test
    void aRegistryTakesItsAnnouncementBack() {
        assertArrayEquals(LAB3.message(0).bytes(), registry.last().orElseThrow());
    }

    @Test
    void aPeerAsksEverMoreSeldom() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            times.add(peer.dueAtMs());
            peer.due(peer.dueAtMs());
        }
        assertEquals(List.of(0L, 1_000L, 3_000L, 7_000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L), times);
    }

    @Test
    void aPeerFindsWhatIsAnnounced() {
        peer.heard(LAB3.message(120).bytes(), NEIGHBOUR, 10);
        assertEquals(List.of(LAB3), found);
    }

    @Test
    void aPeerIgnoresAddressesOfOtherNetworks() {
        asking(address -> false).heard(LAB3.message(120).bytes(), NEIGHBOUR, 10);
        assertEquals(List.of(), found);
    }

    @Test
    void aPeerIgnoresAnswersFromOtherPorts() {
        peer.heard(LAB3.message(120).bytes(), new InetSocketAddress("10.0.0.9", 5354), 10);
        assertEquals(List.of(), found);
    }
}
