package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC 17.2: any pieces, as many as the block has sources, give the block. */
class ErasureCodeTest {
    private static final long SEED = 7;

    private static List<byte[]> sources(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] source = new byte[5];
                    random.nextBytes(source);
                    return source;
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 100, 127, 128})
    void anyPiecesRestoreTheBlock(int count) {
        Random random = new Random(SEED);
        List<byte[]> sources = sources(count, random);
        for (int round = 0; round < 5; round++) {
            List<Integer> numbers = new ArrayList<>(
                    IntStream.range(0, ErasureCode.PIECES).boxed().toList());
            Collections.shuffle(numbers, random);
            byte[][] known = new byte[count][];
            Map<Integer, byte[]> repairs = new LinkedHashMap<>();
            for (int number : numbers.subList(0, count)) {
                if (number < count) {
                    known[number] = sources.get(number);
                } else {
                    repairs.put(number, ErasureCode.repair(sources, number));
                }
            }
            ErasureCode.restore(known, repairs);
            assertArrayEquals(sources.toArray(), known, "seed " + SEED);
        }
    }

    @Test
    void sourcesAndNumbersBeyondTheLastAreNoRepairs() {
        List<byte[]> sources = sources(3, new Random(SEED));
        assertThrows(IllegalArgumentException.class, () -> ErasureCode.repair(sources, 2));
        assertThrows(IllegalArgumentException.class, () -> ErasureCode.repair(sources, 256));
    }

    @Test
    void tooFewRepairsRestoreNothing() {
        List<byte[]> sources = sources(3, new Random(SEED));
        byte[][] known = {null, null, sources.get(2)};
        Map<Integer, byte[]> one = Map.of(9, ErasureCode.repair(sources, 9));
        assertThrows(IllegalArgumentException.class, () -> ErasureCode.restore(known, one));
    }
}
