package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Launched;
import org.hobnob.peer.link.LightPeer;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three registries are restarted one after the other, and nobody notices. In the profile {@code chaos}. */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
@Tag("slow")
class RollingTest {
    private static final int NODES = 3;
    private static final int LIGHT_PEERS = 40;
    private static final int TIMEOUT_MS = 30_000;
    /** A peer that moves logs in there before it leaves here; the news of both may cross. */
    private static final long LONGEST_OFFLINE_MS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RoomName HALL = new RoomName("hall");

    @TempDir
    Path home;

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private Registries registries;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nobodyNoticesARestart() throws Exception {
        long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
        try (Registries all = new Registries(home, NODES, seed);
                Launched dana = all.peer("dana");
                Launched omar = all.peer("omar");
                LightPeers peers = new LightPeers("light", LIGHT_PEERS, all.at(0), home.resolve("peers"), seed)) {
            registries = all;
            talkInARoom(dana, omar);
            LightPeers.meet(HALL, peers.get(0), peers.all().subList(1, LIGHT_PEERS));
            List<Sightings> sightings = watch(List.of("dana", "light0", "light" + (LIGHT_PEERS - 1)));
            Talk direct = begin(new Talk(dana, "/msg omar ", over));
            Talk inRoom = begin(new Talk(omar, "/say ", over));
            for (int node = 0; node < NODES; node++) {
                restart(node, peers);
            }
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            report(sightings, direct, inRoom);
            direct.assertHeardInOrder(omar, "[@dana] ");
            inRoom.assertHeardInOrder(dana, "[#lab3] omar: ");
            sightings.forEach(one -> one.assertNeverOfflineFor(LONGEST_OFFLINE_MS));
            nobodyWasLoggedOut(peers, dana, omar);
            allTakePeers(peers);
        }
    }

    private void talkInARoom(Launched host, Launched guest) throws Exception {
        signUp(host, "dana").type("/create lab3").shows("#lab3 created");
        signUp(guest, "omar").type("/join lab3").shows("#lab3 joined");
    }

    private static Launched signUp(Launched peer, String name) throws Exception {
        return peer.type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
    }

    private Talk begin(Talk talk) {
        begin((Runnable) talk);
        return talk;
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** Each of the users is watched from each of the registries. */
    private List<Sightings> watch(List<String> users) throws Exception {
        List<Sightings> all = new ArrayList<>();
        try (NativeClient peer = registries.connect(0, TIMEOUT_MS)) {
            for (String user : users) {
                for (int node = 0; node < NODES; node++) {
                    String watcher = "watcher-of-" + user + "-" + node;
                    assertTrue(peer.register(watcher).contains("<200>"));
                    all.add(new Sightings(watcher, user, registries, node, over));
                }
            }
        }
        all.forEach(this::begin);
        return all;
    }

    private void restart(int node, LightPeers peers) throws Exception {
        long stoppedNs = System.nanoTime();
        assertEquals(0, registries.stop(node));
        System.out.println("rolling: " + node + " closed after " + (System.nanoTime() - stoppedNs) / 1_000_000 + " ms");
        assertTrue(peers.all().stream().noneMatch(peer -> peer.at().equals(Optional.of(registries.at(node)))));
        registries.start(node);
        registries.awaitReady(node);
        awaitKnown(peers);
    }

    /** Every peer knows all registries. */
    private void awaitKnown(LightPeers peers) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> peers.all().stream().allMatch(peer -> peer.known().size() == NODES));
    }

    private static void report(List<Sightings> sightings, Talk direct, Talk inRoom) {
        System.out.println("rolling: " + direct.said() + " private lines, " + inRoom.said() + " in the room");
        sightings.forEach(one -> System.out.println("rolling: " + one));
    }

    private static void nobodyWasLoggedOut(LightPeers peers, Launched... whole) {
        peers.all()
                .forEach(peer -> assertEquals("", peer.end(), () -> peer.name().shown()));
        for (Launched peer : whole) {
            assertTrue(peer.out().stream()
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("logged out")));
        }
    }

    /** Each of them lets somebody in, who sees the same room as all others. */
    private void allTakePeers(LightPeers peers) throws Exception {
        List<UserName> all = peers.all().stream().map(LightPeer::name).toList();
        assertEquals(all, LightPeers.members(peers.get(0), HALL));
        for (int node = 0; node < NODES; node++) {
            try (NativeClient late = registries.connect(node, TIMEOUT_MS)) {
                assertTrue(late.register("late" + node).contains("<200>"));
                assertTrue(late.login("late" + node).contains("<200>"));
                assertTrue(late.ask("SEARCH_USER light1").contains("<200>"));
            }
        }
    }
}
