package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a peer with a small heap notices of 20,000 forged statuses a second in one of its rooms. Whoever sends them knows
 * the room and its members, and no key. The delays are printed: they need a quiet machine, and {@code FloodedWorkerTest}
 * judges them on any. The profile {@code faults} runs it.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
class FloodedRoomTest {
    private static final int FORGED_PER_SECOND = 20_000;
    private static final int SECONDS = 10;
    private static final int LINES = 200;
    private static final long PERIOD_MS = 50;
    private static final long NS_PER_MS = 1_000_000;
    private static final long MAX_GROWTH_BYTES = 16L << 20;
    private static final int SEQUENCE_AT = 24;
    /** Where MAC and the control epoch before it begin, counted from the end of a status of version 2. */
    private static final int MAC_FROM_END = 64 + 16;

    private static final int EPOCH_FROM_END = MAC_FROM_END + 4;

    @TempDir
    Path folder;

    private final Map<String, Long> arrivedNs = new ConcurrentHashMap<>();
    private RegistryFixture registry;
    private BusPeer dana;
    private PeerProcess omar;

    @BeforeEach
    void start() throws IOException {
        registry = RegistryFixture.start(folder.resolve("registry"));
        dana = BusPeer.online("dana", registry.port());
        omar = PeerProcess.start(folder.resolve("omar"), registry.port(), this::heard)
                .online("register", "login");
    }

    @AfterEach
    void stop() {
        omar.kill();
        dana.stop();
        registry.close();
    }

    private void heard(String line) {
        long nowNs = System.nanoTime();
        if (line.startsWith("event ") && line.contains("\"room-text\"")) {
            arrivedNs.put(new JsonObject(line.substring("event ".length())).getString("text"), nowNs);
        }
    }

    private GroupAddress bothAreIn(String room, int replies) throws IOException {
        GroupAddress group =
                GroupAddress.of(dana.create(room).getString("group")).orElseThrow();
        omar.tell(Addresses.PEER_ROOM + " join " + BusPeer.room(room).encode());
        omar.await("reply ", replies);
        dana.sayToAll(room, "so that there is a chain of keys");
        return group;
    }

    /** Says lines in a room, and returns how long each took to the other's console, the shortest first. */
    private List<Long> delaysMs(String room, String prefix) {
        Map<String, Long> saidNs = new ConcurrentHashMap<>();
        for (int i = 0; i < LINES; i++) {
            String text = prefix + i;
            saidNs.put(text, System.nanoTime());
            dana.asking(Addresses.PEER_ROOM, "say", BusPeer.room(room).put("text", text));
            LockSupport.parkNanos(PERIOD_MS * NS_PER_MS);
        }
        Awaitility.await(room)
                .atMost(Await.PATIENCE)
                .until(() -> arrivedNs.keySet().containsAll(saidNs.keySet()));
        return saidNs.keySet().stream()
                .map(text -> (arrivedNs.get(text) - saidNs.get(text)) / NS_PER_MS)
                .sorted()
                .toList();
    }

    /** A status as Dana's, whose MAC is wrong, or whose key nobody knows, under a new number each. */
    private static byte[] forged(byte[] genuine, long number, RandomGenerator random) {
        byte[] datagram = genuine.clone();
        ByteBuffer.wrap(datagram).putLong(SEQUENCE_AT, number);
        datagram[datagram.length - MAC_FROM_END] ^= (byte) (1 + random.nextInt(255));
        if (number % 2 == 0) {
            ByteBuffer.wrap(datagram).putInt(datagram.length - EPOCH_FROM_END, random.nextInt());
        }
        return datagram;
    }

    private static long flood(Wiretap wire, byte[] genuine, long untilNs) {
        RandomGenerator random = new SplittableRandom(1);
        long startNs = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() < untilNs) {
            long due = (System.nanoTime() - startNs) * FORGED_PER_SECOND / TimeUnit.SECONDS.toNanos(1);
            for (; sent < due; sent++) {
                wire.send(forged(genuine, 1_000_000 + sent, random));
            }
            LockSupport.parkNanos(NS_PER_MS / 2);
        }
        return sent;
    }

    private static byte[] genuineStatus(Wiretap wire) {
        List<byte[]> found = new ArrayList<>();
        Awaitility.await("a status")
                .atMost(Await.PATIENCE)
                .until(() ->
                        wire.heard().stream().anyMatch(datagram -> isDanasStatus(datagram) && found.add(datagram)));
        return found.get(0);
    }

    private static boolean isDanasStatus(byte[] datagram) {
        return RoomHeader.parse(datagram)
                        .filter(header -> header.kind() == RoomHeader.KIND_STATUS)
                        .filter(header -> header.version() == RoomHeader.VERSION_2)
                        .isPresent()
                && new String(datagram, StandardCharsets.ISO_8859_1).contains("dana");
    }

    private static String row(String what, List<Long> delays) {
        return "%-22s p50 %d ms, p99 %d ms, longest %d ms"
                .formatted(what, delays.get(delays.size() / 2), p99(delays), delays.get(delays.size() - 1));
    }

    private static long p99(List<Long> delays) {
        return delays.get(delays.size() * 99 / 100);
    }

    @Test
    void floodInOneRoomDelaysNoOther() throws Exception {
        GroupAddress flooded = bothAreIn("flooded", 3);
        bothAreIn("quiet", 4);
        delaysMs("quiet", "warm up ");
        List<Long> before = delaysMs("quiet", "before ");
        long heapBefore = omar.usedHeap();
        try (Wiretap wire = new Wiretap(flooded)) {
            dana.say("flooded", "one more");
            byte[] genuine = genuineStatus(wire);
            wire.stopListening();
            long[] sent = new long[1];
            long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS + 2);
            Thread attacker = new Thread(() -> sent[0] = flood(wire, genuine, untilNs), "attacker");
            Duration cpuBefore = omar.cpuTime();
            attacker.start();
            List<Long> during = delaysMs("quiet", "during ");
            long heapDuring = omar.usedHeap();
            attacker.join();
            Duration cpu = omar.cpuTime().minus(cpuBefore);
            System.out.println(row("before", before) + "\n" + row("during the flood", during));
            System.out.printf(
                    "%d forged in %d s, %d µs of a processor each; heap of the peer before %d KiB, during %d KiB%n",
                    sent[0], SECONDS + 2, cpu.toNanos() / 1_000 / sent[0], heapBefore >> 10, heapDuring >> 10);
            dana.sayToAll("flooded", "after the flood");
            omar.await("after the flood", 1);
            assertEquals(0, omar.count("room-gap"));
            assertTrue(heapDuring - heapBefore < MAX_GROWTH_BYTES, "the heap grew");
        }
    }
}
