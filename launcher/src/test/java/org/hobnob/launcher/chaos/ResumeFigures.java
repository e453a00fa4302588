package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.peer.link.LightPeer;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon the peers of a registry that is killed are at the two others, which have as many. Prints figures; fails where a peer does not come back,
 * a login is doubled or a room lost. Runs in the profile {@code chaos}; {@code hobnob.chaos.peers} says how many peers.
 */
@EnabledIfSystemProperty(named = "hobnob.chaos.peers", matches = "[1-9][0-9]*")
class ResumeFigures {
    private static final int NODES = 3;
    private static final int KILLED = 0;
    private static final int PEERS_TO_A_ROOM = 10;
    private static final int TIMEOUT_MS = 30_000;
    /** All are to be back within ten seconds; a busy machine gets as much on top. */
    private static final long LONGEST_MS = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path home;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void thePeersOfAKilledRegistryResume() throws Exception {
        int count = Integer.getInteger("hobnob.chaos.peers");
        long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
        try (Registries registries = new Registries(home, NODES, seed);
                LightPeers peers = new LightPeers("here", count, registries.at(KILLED), home.resolve("here"), seed);
                // The others have as many of their own, and have done their work for a while.
                LightPeers second = new LightPeers("second", count, registries.at(1), home.resolve("second"), seed);
                LightPeers third = new LightPeers("third", count, registries.at(2), home.resolve("third"), seed)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            peers.all().stream().allMatch(peer -> peer.known().size() == NODES));
            List<RoomName> rooms = rooms(peers);
            long killedNs = System.nanoTime();
            registries.kill(KILLED);
            Duration before = registries.cpu();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> peers.all().stream().allMatch(peer -> isBack(peer, killedNs)));
            long[] ms = peers.all().stream()
                    .mapToLong(peer -> TimeUnit.NANOSECONDS.toMillis(peer.onlineNs() - killedNs))
                    .sorted()
                    .toArray();
            report(ms, peers);
            System.out.println("resume: registries and store used "
                    + registries.cpu().minus(before).toMillis() + " ms of processor time");
            assertTrue(ms[count - 1] <= LONGEST_MS, () -> "the last one was back after " + ms[count - 1] + " ms");
            eachHasOneLogin(registries, peers);
            allAreInTheirRooms(peers, rooms);
            assertTrue(Stream.of(second, third)
                    .flatMap(others -> others.all().stream())
                    .allMatch(peer -> peer.onlineNs() < killedNs && peer.end().isEmpty()));
        }
    }

    private static boolean isBack(LightPeer peer, long killedNs) {
        assertEquals("", peer.end(), () -> peer.name() + " is logged out for good");
        return peer.onlineNs() > killedNs;
    }

    private static List<RoomName> rooms(LightPeers peers) throws Exception {
        List<RoomName> rooms = IntStream.range(0, peers.all().size() / PEERS_TO_A_ROOM)
                .mapToObj(i -> new RoomName("room" + i))
                .toList();
        for (int i = 0; i < rooms.size(); i++) {
            LightPeer guest = peers.get(i * PEERS_TO_A_ROOM + 1);
            LightPeers.meet(rooms.get(i), peers.get(i * PEERS_TO_A_ROOM), List.of(guest));
        }
        return rooms;
    }

    private static void report(long[] ms, LightPeers peers) {
        System.out.printf(
                "resume: %d peers; half after %d ms, 99 %% after %d ms, all after %d ms%n",
                ms.length, ms[ms.length / 2], ms[ms.length * 99 / 100], ms[ms.length - 1]);
        System.out.println("resume: "
                + peers.all().stream()
                        .map(LightPeer::at)
                        .flatMap(Optional::stream)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    /** It is held: the others say so to whoever knows the password. */
    private static void eachHasOneLogin(Registries registries, LightPeers peers) throws Exception {
        for (int node = 0; node < NODES; node++) {
            if (node == KILLED) {
                continue;
            }
            HostPort here = registries.at(node);
            try (NativeClient ghost = registries.connect(node, TIMEOUT_MS)) {
                for (LightPeer peer : peers.all()) {
                    String answer = ghost.ask("LOGIN " + peer.name() + " "
                            + PasswordHash.ofPassword(peer.name().shown()).hex() + " 4000");
                    assertTrue(
                            answer.contains("reason=already-online"),
                            () -> peer.name() + " at " + here + ": " + answer);
                }
            }
        }
    }

    private static void allAreInTheirRooms(LightPeers peers, List<RoomName> rooms) throws Exception {
        for (int i = 0; i < rooms.size(); i++) {
            LightPeer host = peers.get(i * PEERS_TO_A_ROOM);
            LightPeer guest = peers.get(i * PEERS_TO_A_ROOM + 1);
            assertEquals(List.of(host.name(), guest.name()), LightPeers.members(guest, rooms.get(i)));
        }
    }
}
