package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random points. {@code -Dhobnob.store.kills=300} for a long run, {@code -Dhobnob.store.seed=…} for the same
 * points again.
 */
@Tag("slow")
class KillTest {
    private static final int MIN_ACKNOWLEDGED = 100;
    private static final int MAX_MORE = 2_000;
    private static final int KILLS = Integer.getInteger("hobnob.store.kills", 3);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyAcknowledgedChangeSurvivesKills() throws Exception {
        long seed = Long.getLong("hobnob.store.seed", System.nanoTime());
        System.out.println("KillTest: hobnob.store.seed=" + seed + ", kills=" + KILLS);
        Random random = new Random(seed);
        Map<String, String> expected = new HashMap<>();
        int acknowledged = 0;
        for (int run = 0; run < KILLS; run++) {
            List<String> lines = killAfter(run, MIN_ACKNOWLEDGED + random.nextInt(MAX_MORE));
            assertTrue(lines.size() >= MIN_ACKNOWLEDGED, () -> "child said " + lines);
            lines.forEach(line -> record(line, expected));
            acknowledged += lines.size();
            assertEquals(Map.of(), lost(expected), "lost of " + acknowledged + " acknowledged, after kill " + run);
        }
        System.out.println("KillTest: " + acknowledged + " acknowledged changes, none lost in " + KILLS + " kills");
    }

    private List<String> killAfter(int run, int lines) throws IOException, InterruptedException {
        Process child = StoreProcess.start(folder, run);
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                if (line.startsWith("ack ")) {
                    said.add(line.substring(4));
                }
                if (said.size() == lines) {
                    // Of the process, this would close the pipe too, with acknowledgements in it.
                    child.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(10, TimeUnit.SECONDS));
        }
        return said;
    }

    /** The state that a document must be in, or beyond: its next change may be done though nobody heard of it. */
    private static void record(String line, Map<String, String> expected) {
        String[] words = line.split(" ");
        expected.put(words[1], words[0]);
    }

    private Map<String, String> lost(Map<String, String> expected) throws StoreRefusedException {
        try (EmbeddedStore store = EmbeddedStore.open(folder, "127.0.0.1", 0);
                TestClient client = new TestClient(store.connectionString())) {
            Map<String, Integer> found = await(client.mongo().find(StoreProcess.COLLECTION, new JsonObject())).stream()
                    .collect(Collectors.toMap(d -> d.getString("_id"), d -> d.getInteger("v")));
            Map<String, String> lost = new HashMap<>();
            expected.forEach((id, change) -> {
                Integer version = found.get(id);
                boolean kept = switch (change) {
                    // Its deletion was not acknowledged; it may have been on the way only after its update.
                    case "insert" -> version != null;
                    case "update" -> version == null || version == 1;
                    case "delete" -> version == null;
                    default -> false;
                };
                if (!kept) {
                    lost.put(id, change + " but " + version);
                }
            });
            assertEquals(found.size(), await(client.mongo().count(StoreProcess.COLLECTION, new JsonObject())));
            return lost;
        }
    }
}
