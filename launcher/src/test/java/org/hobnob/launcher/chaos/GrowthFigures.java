package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.Launched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one, two and three registries on one store do under a bench at each of them at once. Prints a table; fails where an
 * operation did. Runs with the property {@code hobnob.growth.peers}: how many peers each registry gets.
 */
@EnabledIfSystemProperty(named = "hobnob.growth.peers", matches = "[1-9][0-9]*")
class GrowthFigures {
    private static final int MOST_NODES = 3;

    @TempDir
    Path home;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void oneTwoAndThreeRegistries() throws Exception {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
            for (JsonObject result : benches(nodes)) {
                assertEquals(0, result.getLong("errors"), result::encodePrettily);
            }
            rates(nodes)
                    .forEach((workload, rate) -> table.computeIfAbsent(workload, added -> new ArrayList<>())
                            .add(String.format("%.0f", rate)));
        }
        System.out.println("growth: workload | 1, 2, 3 registries, operations/s of all of them");
        table.forEach(
                (workload, rates) -> System.out.println("growth: " + workload + " | " + String.join(", ", rates)));
    }

    private Map<String, Double> rates(int nodes) throws Exception {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (JsonObject result : results(nodes)) {
            result.getJsonArray("workloads").stream()
                    .map(JsonObject.class::cast)
                    .filter(row -> !row.getString("workload").startsWith("floor: "))
                    .forEach(row -> {
                        String workload =
                                row.getString("workload") + ", " + row.getInteger("connections") + " connections each";
                        sums.merge(workload, row.getDouble("ratePerS"), Double::sum);
                    });
            sums.merge("peers held", result.getJsonObject("idle").getDouble("natives"), Double::sum);
        }
        return sums;
    }

    private List<JsonObject> benches(int nodes) throws Exception {
        Path folder = Files.createDirectory(home.resolve("" + nodes));
        try (Registries registries = new Registries(folder, nodes, nodes)) {
            List<Launched> benches = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                benches.add(Launched.start(
                        folder,
                        "bench",
                        "--registry",
                        registries.at(node).toString(),
                        "--peers",
                        System.getProperty("hobnob.growth.peers"),
                        "--seconds",
                        "5",
                        "--json",
                        folder.resolve("bench-" + node + ".json").toString()));
            }
            for (Launched bench : benches) {
                assertEquals(0, bench.exitStatus(), bench::toString);
            }
        }
        return results(nodes);
    }

    private List<JsonObject> results(int nodes) throws Exception {
        List<JsonObject> results = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            Path file = home.resolve("" + nodes).resolve("bench-" + node + ".json");
            results.add(new JsonObject(Files.readString(file)));
        }
        return results;
    }
}
