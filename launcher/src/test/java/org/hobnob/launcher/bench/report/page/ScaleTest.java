package org.hobnob.launcher.bench.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void logarithmicScaleHasWholeDecades() {
        Scale scale = Scale.logarithmic(List.of(0.3, 25.0, 0.0));

        assertEquals(4, scale.ticks().size());
        assertEquals(0.1, scale.ticks().get(0), 1e-9);
        assertEquals(1 / 3.0, scale.at(1), 1e-9);
        assertEquals(0, scale.at(0), 1e-9);
        assertEquals(1, scale.at(1e9), 1e-9);
    }

    @Test
    void linearScaleEndsAtARoundNumber() {
        assertEquals(
                List.of(0.0, 25.0, 50.0, 75.0, 100.0),
                Scale.linear(List.of(97.0)).ticks());
        assertEquals(0.5, Scale.linear(List.of(100.0)).at(50), 1e-9);
    }

    @Test
    void scalesOfNothingHaveARange() {
        assertEquals(1, Scale.linear(List.of()).at(1), 1e-9);
        assertEquals(1, Scale.logarithmic(List.of(0.0)).at(10), 1e-9);
        assertEquals(2, Scale.logarithmic(List.of(100.0)).ticks().size());
    }
}
