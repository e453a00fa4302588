package org.hobnob.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    private static final long MB = 1 << 20;

    private static List<Sample> heap(LongUnaryOperator bytesAt) {
        return LongStream.rangeClosed(0, 40)
                .mapToObj(at -> new Sample(at * 45, at * 900, bytesAt.applyAsLong(at), 80, 30, 200 * MB))
                .toList();
    }

    private static List<Sample> others(LongUnaryOperator at) {
        return LongStream.rangeClosed(0, 40)
                .mapToObj(one -> new Sample(
                        one * 45, one * 900, 20 * MB, (int) at.applyAsLong(one), (int) at.applyAsLong(one), 200 * MB))
                .toList();
    }

    @Test
    void whatVariesIsFlat() {
        Random random = new Random(7);
        assertEquals(List.of(), Flatness.grown(heap(at -> 20 * MB + random.nextInt((int) MB))));
    }

    @Test
    void whatFillsUpInTheFirstHalfIsFlat() {
        assertEquals(List.of(), Flatness.grown(heap(at -> Math.min(at, 18) * MB)));
    }

    @Test
    void leakOfAHundredBytesAVisitIsSeen() {
        List<String> grown = Flatness.grown(heap(at -> 20 * MB + at * 900 * 100));
        assertEquals(1, grown.size());
        assertTrue(grown.get(0).startsWith("heap bytes grew by 1800000, more than"), grown.get(0));
    }

    @Test
    void leakThatBeginsAtThreeQuartersIsSeen() {
        assertEquals(
                1,
                Flatness.grown(heap(at -> 20 * MB + Math.max(0, at - 30) * MB)).size());
    }

    @Test
    void leaksOfDescriptorsAndThreadsAreSeen() {
        List<String> grown = Flatness.grown(others(at -> 80 + at / 4));
        assertEquals(2, grown.size(), grown::toString);
        assertTrue(grown.get(0).startsWith("descriptors grew by 5"), grown.get(0));
        assertTrue(grown.get(1).startsWith("threads grew by 5"), grown.get(1));
    }
}
