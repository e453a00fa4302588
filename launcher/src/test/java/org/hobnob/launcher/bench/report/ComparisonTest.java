package org.hobnob.launcher.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static JsonObject run(Object... workloadsAndShares) {
        JsonArray rows = new JsonArray();
        for (int i = 0; i < workloadsAndShares.length; i += 2) {
            rows.add(new JsonObject()
                    .put("workload", workloadsAndShares[i])
                    .put("ofFloor", workloadsAndShares[i + 1])
                    .put("ratePerS", 1_000 * i));
        }
        return new JsonObject().put("workloads", rows);
    }

    @Test
    void workloadBelowThreeQuartersIsNamed() {
        Comparison comparison = Comparison.of(
                run("search", 0.4, "resume", 0.4, "connect", 0.4), run("search", 0.31, "resume", 0.29, "connect", 0.8));

        assertEquals(List.of("resume"), comparison.slower());
        assertTrue(comparison.table().contains("Slower than 0.75 of what it was: resume."), comparison.table());
        assertEquals(2.0, comparison.lines().get(2).ratio(), 1e-9);
    }

    @Test
    void slowerMachineWithASlowerFloorIsNoSlowdown() {
        assertTrue(
                Comparison.of(run("search", 0.4), run("search", 0.4)).slower().isEmpty());
    }

    @Test
    void onlyWorkloadsWithAFloorInBothRunsAreCompared() {
        Comparison comparison = Comparison.of(
                run("search", 0.4, "gone", 0.9, "zero", 0.0, "none", null),
                run("search", 0.4, "new", 0.9, "zero", 0.1, "none", 0.2));

        assertEquals(
                List.of("search"),
                comparison.lines().stream().map(Comparison.Line::workload).toList());
    }

    @Test
    void workloadsUnderOtherConditionsAreLeftOut() {
        JsonObject cheap = run("register", 0.9, "search", 0.4);
        cheap.getJsonArray("workloads").getJsonObject(0).put("hash", "m=64");

        Comparison comparison = Comparison.of(cheap, run("register", 0.1, "search", 0.4));

        assertEquals(List.of("register"), comparison.different());
        assertEquals(List.of(), comparison.slower());
        assertTrue(comparison.table().contains("hash costs differ: register."), comparison.table());
    }

    @Test
    void resultsOfAnyShapeAreRead() {
        JsonObject odd =
                new JsonObject().put("workloads", new JsonArray().add(7).add(new JsonObject().put("workload", 1)));

        assertTrue(Comparison.of(odd, run("search", 0.4)).lines().isEmpty());
        assertTrue(Comparison.of(new JsonObject().put("workloads", "x"), new JsonObject())
                .table()
                .contains("nothing to compare"));
    }

    @Test
    void namesFromAFileCannotSteerTheTerminal() {
        String name = "search\u001b[2J";

        assertFalse(Comparison.of(run(name, 0.4), run(name, 0.1)).table().contains("\u001b"));
    }
}
