package org.hobnob.protocol.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ReplayWindowTest {

    /** The rule itself: remembers everything and looks back 64. */
    private static final class Model {
        private final Set<Long> seen = new HashSet<>();
        private long highest;

        boolean accept(long counter) {
            if (counter < 1 || counter <= highest - 64 || !seen.add(counter)) {
                return false;
            }
            highest = Math.max(highest, counter);
            return true;
        }
    }

    @Property(tries = 3_000)
    void theWindowAgreesWithASetThatForgetsNothing(@ForAll("arrivals") List<Long> counters) {
        ReplayWindow window = new ReplayWindow();
        Model model = new Model();
        for (long counter : counters) {
            boolean isNew = window.isNew(counter);
            assertEquals(isNew, window.isNew(counter), "asking has no effect");
            assertEquals(model.accept(counter), isNew, "counter " + counter + " of " + counters);
            assertEquals(isNew, window.accept(counter), "counter " + counter + " of " + counters);
            assertEquals(model.highest, window.highest());
        }
    }

    @Property
    void noCounterIsAcceptedTwice(@ForAll List<Long> counters) {
        ReplayWindow window = new ReplayWindow();
        Set<Long> accepted = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            for (long counter : counters) {
                assertFalse(window.accept(counter) && !accepted.add(counter), "counter " + counter);
            }
        }
    }

    @Example
    void theSixtyFourthNewestIsTheOldestTold() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.accept(100));
        assertTrue(window.accept(37));
        assertFalse(window.accept(36));
        assertFalse(window.accept(37));
    }

    @Example
    void aJumpJustWithinTheWindowKeepsTheOldest() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.accept(1));
        assertTrue(window.accept(64));
        assertFalse(window.accept(1));
    }

    @Example
    void jumpByTheWindowWidthKeepsNewNumbers() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.accept(1));
        assertTrue(window.accept(65));
        assertTrue(window.accept(2));
        assertFalse(window.accept(65));
        assertFalse(window.accept(1));
    }

    /** Mostly small steps, up to just beyond the width, so that the edges are met. */
    @Provide
    Arbitrary<List<Long>> arrivals() {
        Arbitrary<Long> near = Arbitraries.longs().between(-1, 200);
        Arbitrary<Long> any = Arbitraries.longs();
        return Arbitraries.frequencyOf(Tuple.of(19, near), Tuple.of(1, any))
                .list()
                .ofMaxSize(150);
    }
}
