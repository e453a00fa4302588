package org.hobnob.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On loopback, at groups and ports that nobody else uses. */
@Tag("slow")
@SuppressWarnings("try") // Announcers are there to be heard.
class MulticastDnsTest {
    private static final Pin KEY = AnnouncedTest.KEY;
    private static final Supplier<List<InterfaceChoice>> LOOPBACK = () -> List.of(Interfaces.loopback());
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static MulticastDns.Place place(int number) {
        return MulticastDns.Place.at("239.255.99." + number, 20_353 + number);
    }

    @Test
    void aPeerFindsARegistryWhicheverComesFirst() {
        for (boolean registryFirst : new boolean[] {true, false}) {
            MulticastDns.Place place = place(registryFirst ? 1 : 2);
            RegistryAnnouncer early = registryFirst ? announcer(place, "Lab 3", 15_600) : null;
            try (RegistrySearch search = RegistrySearch.at(place, LOOPBACK);
                    RegistryAnnouncer late = registryFirst ? early : announcer(place, "Lab 3", 15_600)) {
                assertNotNull(late);
                await().atMost(PATIENCE).until(() -> !search.found().isEmpty());
                assertEquals(
                        List.of(new Found("Lab 3", KEY, List.of(new HostPort("127.0.0.1", 15_600)))), search.found());
            }
        }
    }

    private static RegistryAnnouncer announcer(MulticastDns.Place place, String name, int port) {
        return RegistryAnnouncer.at(place, LOOPBACK, name, port, KEY);
    }

    @Test
    void aFloodDoesNotHideARegistryForLong() throws IOException {
        MulticastDns.Place place = place(3);
        try (RegistrySearch search = RegistrySearch.at(place, LOOPBACK);
                MulticastSocket flooder = new MulticastSocket()) {
            flooder.setNetworkInterface(Interfaces.loopback().networkInterface());
            byte[] rubbish = new byte[200];
            for (int i = 0; i < 20 * DatagramBudget.HEARD_A_SECOND; i++) {
                flooder.send(new DatagramPacket(rubbish, rubbish.length, place.group(), place.port()));
            }
            try (RegistryAnnouncer announcer = announcer(place, "Lab 3", 15_600)) {
                assertNotNull(announcer);
                await().atMost(PATIENCE).until(() -> !search.found().isEmpty());
            }
        }
    }

    @Test
    void aRegistryIsFoundWhileOneSenderFloods() throws IOException, InterruptedException {
        MulticastDns.Place place = place(5);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (RegistrySearch search = RegistrySearch.at(place, LOOPBACK);
                MulticastSocket flooder = new MulticastSocket(new InetSocketAddress("127.0.0.66", 0))) {
            flooder.setNetworkInterface(Interfaces.loopback().networkInterface());
            Thread flood = new Thread(() -> flood(flooder, place, sent, over));
            flood.start();
            await().atMost(PATIENCE).until(() -> sent.get() > 4_000);
            try (RegistryAnnouncer announcer = announcer(place, "Lab 3", 15_600)) {
                assertNotNull(announcer);
                await().atMost(PATIENCE).until(() -> !search.found().isEmpty());
            } finally {
                over.set(true);
                flood.join();
            }
        }
    }

    /** Four thousand a second. */
    private static void flood(
            MulticastSocket flooder, MulticastDns.Place place, AtomicInteger sent, AtomicBoolean over) {
        byte[] rubbish = new byte[200];
        try {
            while (!over.get()) {
                for (int i = 0; i < 40; i++) {
                    sent.incrementAndGet();
                    flooder.send(new DatagramPacket(rubbish, rubbish.length, place.group(), place.port()));
                }
                LockSupport.parkNanos(10_000_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterfaceThatComesUpLaterIsUsed() {
        MulticastDns.Place place = place(4);
        long openedMs = MulticastDns.nowMs();
        Supplier<List<InterfaceChoice>> late = () -> MulticastDns.nowMs() - openedMs < 300 ? List.of() : LOOPBACK.get();
        try (RegistrySearch search = RegistrySearch.at(place, late);
                RegistryAnnouncer announcer = announcer(place, "Lab 3", 15_600)) {
            assertNotNull(announcer);
            await().atMost(PATIENCE).until(() -> !search.found().isEmpty());
        }
    }
}
