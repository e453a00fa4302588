package org.hobnob.launcher.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.bench.load.Row;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final String ECHO = Row.FLOOR + "echo";

    private static Row row(String workload, int rate, Optional<String> floor) {
        Latencies measured = new Latencies();
        for (int i = 0; i < rate; i++) {
            measured.success(1_000_000);
        }
        measured.ran(1_000_000_000, 0, 0);
        return new Row(workload, Optional.empty(), 1, measured, floor);
    }

    /** @param rates those of the floor and of the search, of each round */
    private static Guard guard(int... rates) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < rates.length; i += 2) {
            rows.add(row(ECHO, rates[i], Optional.empty()));
            rows.add(row("search", rates[i + 1], Optional.of(ECHO)));
        }
        return Guard.of(rows);
    }

    private static Guard.Record recorded(double share) {
        return new Guard.Record(java.util.Map.of("search", new Guard.Entry(share, "2026-12-01", "first")));
    }

    @Test
    void shareIsTheMedianOfThePairs() {
        Guard guard = guard(100, 40, 10, 5, 100, 90, 200, 60, 50, 20);

        assertEquals(0.4, guard.shares().get("search"), 1e-9);
        assertEquals(1, guard.shares().size());
    }

    @Test
    void lessThanThreeQuartersOfTheRecordIsSlower() {
        assertEquals(List.of(), guard(100, 40).slower(recorded(0.53)));
        assertEquals(List.of("search"), guard(100, 40).slower(recorded(0.54)));
        assertTrue(guard(100, 40).table(recorded(0.54)).contains("--record"));
    }

    @Test
    void recordedWorkloadThatDidNotRunIsSlower() {
        Guard.Record record = Guard.Record.of(new JsonObject()
                .put(
                        "shares",
                        new JsonArray()
                                .add(new JsonObject().put("workload", "gone").put("ofFloor", 0.1))));

        assertEquals(List.of("gone"), guard(100, 40).slower(record));
    }

    @Test
    void recordKeepsItsReasonThroughJson() {
        Guard.Record record =
                guard(100, 40).recorded(Guard.Record.EMPTY, "names are checked twice now", LocalDate.of(2026, 12, 1));

        Guard.Record read = Guard.Record.of(record.json());

        assertEquals(
                new Guard.Entry(0.4, "2026-12-01", "names are checked twice now"),
                read.entries().get("search"));
    }

    @Test
    void failedOperationsAreCounted() {
        Row failing = row("search", 10, Optional.of(ECHO));
        failing.measured().error("closed");

        assertEquals(
                1, Guard.of(List.of(row(ECHO, 10, Optional.empty()), failing)).errors());
    }
}
