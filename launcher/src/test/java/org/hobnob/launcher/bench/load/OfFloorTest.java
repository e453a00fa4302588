package org.hobnob.launcher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;

class OfFloorTest {
    private static final IdleResult NOBODY = new IdleResult(
            0,
            0,
            0,
            0,
            0,
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    private static Row row(String workload, int successes, Optional<String> floor) {
        Latencies measured = new Latencies();
        for (int i = 0; i < successes; i++) {
            measured.success(1_000_000);
        }
        measured.ran(1_000_000_000, 0, 0);
        return new Row(workload, Optional.empty(), 1, measured, floor);
    }

    private static OptionalDouble share(Row row, Row... floors) {
        return new BenchResults(List.of(floors), NOBODY, OptionalLong.empty(), "").ofFloor(row);
    }

    @Test
    void rateIsDividedByThatOfItsFloor() {
        Row search = row("search", 30, Optional.of(Floors.ECHO));

        Row other = row(Floors.CONNECT, 60, Optional.empty());
        assertEquals(
                0.75,
                share(search, other, row(Floors.ECHO, 40, Optional.empty())).getAsDouble(),
                1e-9);
    }

    @Test
    void shareOfAnUnknownFloorIsUnknown() {
        assertTrue(share(row("search", 30, Optional.of(Floors.ECHO))).isEmpty());
        assertTrue(share(row("search", 30, Optional.of(Floors.ECHO)), row(Floors.ECHO, 0, Optional.empty()))
                .isEmpty());
        assertTrue(share(row("idle", 30, Optional.empty()), row(Floors.ECHO, 40, Optional.empty()))
                .isEmpty());
    }

    @Test
    void onlyYardsticksAreFloors() {
        assertTrue(row(Floors.HASH, 1, Optional.empty()).isFloor());
        assertTrue(!row("search", 1, Optional.of(Floors.ECHO)).isFloor());
    }
}
