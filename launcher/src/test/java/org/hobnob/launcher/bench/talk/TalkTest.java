package org.hobnob.launcher.bench.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.report.TalkReport;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Whole peers talk to each other for a moment: every workload runs, all arrives, and the report adds up. */
@ResourceLock("folders of benches")
@Tag("slow")
class TalkTest {
    private static final int RATE = 10;
    private static final int MEMBERS = 3;

    @Test
    @Tag("long")
    void everyWorkloadOfRoomsRunsAndAllArrives() throws InterruptedException {
        try (OwnRegistry registry = OwnRegistry.start(Map.of(RegistryKey.HASH_MEMORY, "64"))) {
            TalkPlan rooms = new TalkPlan(true, List.of(MEMBERS), 1_000, RATE);
            List<JsonObject> inRooms = workloads(registry, rooms);
            assertEquals(5, inRooms.size());
            JsonObject sealed = named(inRooms, "sealed room, until shown");
            assertEquals(RATE, sealed.getInteger("messages"));
            assertEquals(RATE * (MEMBERS - 1), sealed.getInteger("arrivals"));
            assertEquals(
                    RATE, named(inRooms, "sealed room, until all confirmed").getInteger("arrivals"));
        }
    }

    @Test
    @Tag("long")
    void everyWorkloadOfChatsRunsAndAllArrives() throws InterruptedException {
        try (OwnRegistry registry = OwnRegistry.start(Map.of(RegistryKey.HASH_MEMORY, "64"))) {
            List<JsonObject> chats = workloads(registry, new TalkPlan(false, List.of(2), 500, RATE));
            assertEquals(10, chats.size());
            assertEquals(5, named(chats, "direct message, until shown").getInteger("arrivals"));
        }
    }

    private static List<JsonObject> workloads(OwnRegistry registry, TalkPlan plan) throws InterruptedException {
        TalkResults results = Talk.run(registry.target(), plan, new Progress(System.err));
        TalkReport report = TalkReport.of(results, registry.target(), plan, "again", Instant.EPOCH);
        assertEquals(0, results.errors(), report::table);
        List<JsonObject> rows = report.json().getJsonArray("workloads").stream()
                .map(JsonObject.class::cast)
                .toList();
        rows.forEach(row -> {
            assertTrue(row.getLong("messages") > 0, row::encode);
            assertTrue(row.getDouble("p50Ms") <= row.getDouble("p99Ms"), row::encode);
            assertTrue(row.getDouble("senderUs") > 0, row::encode);
            assertTrue(report.table().contains(row.getString("workload")), row::encode);
        });
        return rows;
    }

    private static JsonObject named(List<JsonObject> rows, String workload) {
        Stream<JsonObject> found =
                rows.stream().filter(row -> row.getString("workload").equals(workload));
        return found.findFirst().orElseThrow();
    }

    /** Else those who say something to it wait, and after a while are refused. */
    @Test
    void aPeersConsoleConfirmsWhatItIsTold(@TempDir Path folder) {
        try (OwnRegistry registry = OwnRegistry.start(Map.of(RegistryKey.HASH_MEMORY, "64"))) {
            BenchPeer peer = Talk.await(
                    BenchPeer.online(registry.target(), new UserName("dana"), folder, Interfaces.loopback()));
            Talk.await(peer.there(vertx -> new Bus(vertx).tell(Addresses.PEER_CONSOLE, "direct", new JsonObject())));
            Talk.await(peer.close());
        }
    }

    @Test
    void aPlanIsBounded() {
        assertThrows(BenchRefusedException.class, () -> new TalkPlan(true, List.of(101), 1, 1));
        assertThrows(BenchRefusedException.class, () -> new TalkPlan(true, List.of(1), 1, 1));
        assertThrows(BenchRefusedException.class, () -> new TalkPlan(true, List.of(2), 0, 1));
        assertThrows(BenchRefusedException.class, () -> new TalkPlan(true, List.of(2), 1, 1_001));
    }
}
