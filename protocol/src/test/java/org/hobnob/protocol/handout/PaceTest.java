package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** SPEC 17.4: how fast a hand-out is sent. */
class PaceTest {
    private final Pace pace = new Pace(100, 400, 1_000);
    private final LossWatch watch = new LossWatch(0);
    private int highest;
    private int heard;

    /** A second in which so many of a thousand datagrams were lost. */
    private boolean isOverrunBy(int lost) {
        highest += 1_000;
        heard += 1_000 - lost;
        return watch.isOverrun(highest, heard);
    }

    @Test
    void thePaceGrowsByHalfUntilItHasFallen() {
        pace.grow();
        assertEquals(600, pace.rate());
        pace.fall();
        assertEquals(420, pace.rate(), 1e-6);
        pace.grow();
        assertEquals(462, pace.rate(), 1e-6);
    }

    @Test
    void thePaceStaysWithinItsBounds() {
        for (int i = 0; i < 20; i++) {
            pace.grow();
        }
        assertEquals(1_000, pace.rate());
        for (int i = 0; i < 20; i++) {
            pace.fall();
        }
        assertEquals(100, pace.rate());
        assertTrue(pace.isLowest());
    }

    @Test
    void lossThatIsAlwaysThereIsBorne() {
        for (int lost : new int[] {100, 110, 95, 104, 120, 90}) {
            assertFalse(isOverrunBy(lost));
        }
    }

    @Test
    void moreLossCountsWhenItComesTwice() {
        isOverrunBy(100);
        assertFalse(isOverrunBy(200));
        assertFalse(isOverrunBy(100));
        assertFalse(isOverrunBy(250));
        assertTrue(isOverrunBy(250));
    }

    @Test
    void veryMuchMoreLossCountsAtOnce() {
        isOverrunBy(0);
        assertTrue(isOverrunBy(500));
    }

    @Test
    void lossThatSlowerPacesDoNotPreventIsBorne() {
        isOverrunBy(0);
        for (int falls = 0; falls < 2; falls++) {
            assertTrue(isOverrunBy(500));
            watch.fell();
        }
        assertFalse(isOverrunBy(500));
        assertFalse(isOverrunBy(500));
    }

    @Test
    void lossThatSlowerPacesPreventIsNotBorne() {
        isOverrunBy(0);
        for (int lost : new int[] {700, 570, 390}) {
            assertTrue(isOverrunBy(lost));
            watch.fell();
        }
        assertTrue(isOverrunBy(390));
    }

    @Test
    void fewDatagramsTellNothing() {
        isOverrunBy(0);
        assertFalse(watch.isOverrun(highest + 39, heard));
    }
}
