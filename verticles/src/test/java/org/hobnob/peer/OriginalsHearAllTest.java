package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An original peer that listens as the original program does, beside Hobnob's peers that talk a lot (SPEC 8, 8.7). */
@Tag("slow")
class OriginalsHearAllTest {
    private static final String ROOM = "lab3";
    private static final int LINES = 1_000;
    private static final int BURST = 20;

    @TempDir
    Path folder;

    private final List<BusPeer> peers = new ArrayList<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        peers.forEach(BusPeer::stop);
        registry.close();
    }

    @Test
    void besideOneHobnobPeer() {
        everyLineIsShownBeside("dana");
    }

    @Test
    void besideThreeHobnobPeers() {
        everyLineIsShownBeside("dana", "omar", "nour");
        for (BusPeer peer : peers) {
            long own = IntStream.range(0, LINES)
                    .filter(line -> speakerOf(line) == peer)
                    .count();
            Awaitility.await().until(() -> shownTo(peer) >= LINES - own);
            assertEquals(LINES - own, shownTo(peer), "each line of the others, once");
        }
    }

    private static long shownTo(BusPeer peer) {
        return peer.console().count("room-text");
    }

    private BusPeer speakerOf(int line) {
        return peers.get(line % peers.size());
    }

    private void everyLineIsShownBeside(String... names) {
        for (String name : names) {
            peers.add(BusPeer.online(name, registry.port()));
        }
        JsonObject made = peers.get(0).createOpen(ROOM);
        GroupAddress group = GroupAddress.of(made.getString("group")).orElseThrow();
        try (OriginalListener listener = new OriginalListener(made.getInteger("port"), group);
                ScriptedOriginal kareem = ScriptedOriginal.online("Kareem", registry.port(), registry.udpPort())) {
            kareem.join(ROOM);
            peers.get(0).console().see("room-event", "what", "joined", "user", "Kareem");
            // Whatever these say when they enter is delivered before anybody talks.
            peers.stream().skip(1).forEach(peer -> peer.join(ROOM));
            await(listener, peers.size());
            for (int from = 0; from < LINES; from += BURST) {
                sayAtOnce(from);
                await(listener, peers.size() + from + BURST);
            }
            assertAllIsShown(listener);
        }
    }

    private void sayAtOnce(int from) {
        IntStream.range(from, from + BURST)
                .forEach(line -> speakerOf(line)
                        .asking(Addresses.PEER_ROOM, "say", BusPeer.room(ROOM).put("text", "line " + line)));
    }

    private static void await(OriginalListener listener, int datagrams) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertTrue(
                        listener.readable() >= datagrams,
                        () -> listener.readable() + " of " + datagrams + " datagrams were delivered"));
    }

    private static void assertAllIsShown(OriginalListener listener) {
        assertEquals(listener.delivered().size(), listener.readable(), "nothing but text is delivered");
        List<String> expected = listener.delivered().stream()
                // The first one is thrown away.
                .skip(1)
                .map(datagram -> new String(datagram, StandardCharsets.UTF_8))
                .toList();
        Awaitility.await()
                .until(() -> listener.reopened() > 0 || listener.shown().size() >= expected.size());
        // The kernel may give two sockets the datagrams of different senders in different orders.
        assertEquals(
                expected.stream().sorted().toList(),
                listener.shown().stream().sorted().toList());
        assertEquals(
                LINES,
                expected.stream().filter(text -> text.contains(": line ")).count());
    }
}
