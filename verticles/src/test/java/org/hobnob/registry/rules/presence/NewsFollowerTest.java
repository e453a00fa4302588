package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time is in whole units here: a beat and a look each. */
class NewsFollowerTest {
    private static final long READ_AFTER = 4;
    private static final long FRESH = 6;
    private static final long SETTLE = 3;

    private final NewsFollower follower = new NewsFollower(READ_AFTER, 100, SETTLE);

    /** Twice, as behind every loss. */
    @BeforeEach
    void everythingWasRead() {
        look(-SETTLE, Map.of("a", told(2, 10, 2)));
        assertTrue(read(-SETTLE).isOfAll());
        look(-1, Map.of("a", told(4, 10, 2)));
        look(0, Map.of("a", told(5, 10, 2)));
        assertTrue(read(0).isOfAll());
    }

    private static NewsFollower.Told told(long beat, long number, long taken) {
        return new NewsFollower.Told(beat, Optional.of(new NewsCount(number, taken)));
    }

    private void look(long now, Map<String, NewsFollower.Told> documents) {
        follower.observe(documents, now);
    }

    private NewsFollower.Reading read(long now) {
        NewsFollower.Reading reading = follower.due(now).orElseThrow();
        follower.read(reading, now);
        return reading;
    }

    private boolean hear(long number, long taken, long now) {
        return follower.hear("a", new NewsCount(number, taken), now);
    }

    private boolean isFresh(long now) {
        return follower.isFresh(FRESH, now);
    }

    @Test
    void completeNewsNeedNoRead() {
        for (int i = 1; i <= 50; i++) {
            assertTrue(hear(10 + i, 2, i));
            look(i, Map.of("a", told(5 + i, 10 + i, 2)));
            assertEquals(Optional.empty(), follower.due(i));
            assertTrue(isFresh(i));
        }
    }

    @Test
    void gapInTheNewsCausesAReadOfThatNode() {
        assertTrue(hear(12, 2, 1));
        long now = lookUntilDue(12, 2);
        assertTrue(isFresh(now), "read in time");
        assertEquals(Set.of("a"), read(now).nodes());
        look(now + 1, Map.of("a", told(5 + now + 1, 12, 2)));
        assertEquals(Optional.empty(), follower.due(now + 1));
    }

    /** The first time at which something must be read, where the node tells the same from now on. */
    private long lookUntilDue(long number, long taken) {
        for (long now = 1; now < FRESH; now++) {
            look(now, Map.of("a", told(5 + now, number, taken)));
            if (follower.due(now).isPresent()) {
                return now;
            }
        }
        throw new AssertionError("nothing is read");
    }

    @Test
    void lostTakeoverNewsCauseAReadOfAll() {
        assertTrue(read(lookUntilDue(11, 3)).isOfAll());
    }

    @Test
    void afterSuchALossAllIsReadOnceMore() {
        long now = lookUntilDue(11, 3);
        read(now);
        for (long settled = now + SETTLE; now < settled; now++) {
            assertEquals(Optional.empty(), follower.due(now));
            look(now + 1, Map.of("a", told(6 + now, 11, 3)));
        }
        assertTrue(read(now).isOfAll());
        assertEquals(Optional.empty(), follower.due(now));
    }

    @Test
    void newsOnTheirWayAreNoHole() {
        look(1, Map.of("a", told(6, 11, 2)));
        assertEquals(Optional.empty(), follower.due(1));
        assertTrue(hear(11, 2, 1));
        look(2, Map.of("a", told(7, 11, 2)));
        assertEquals(Optional.empty(), follower.due(2));
        assertTrue(isFresh(2));
    }

    @Test
    void lateAndDoubledNewsAreNotBelieved() {
        assertTrue(hear(12, 2, 1));
        assertFalse(hear(11, 2, 1), "late: its hole stays");
        assertFalse(hear(12, 2, 1), "twice");
        assertFalse(hear(10, 2, 1), "known from the store");
    }

    @Test
    void newsFromBeforeAReadAreIgnoredDuringIt() {
        long now = lookUntilDue(12, 2);
        NewsFollower.Reading reading = follower.due(now).orElseThrow();
        assertFalse(hear(11, 2, now));
        assertTrue(hear(13, 2, now));
        follower.read(reading, now);
        look(now + 1, Map.of("a", told(5 + now + 1, 13, 2)));
        assertEquals(Optional.empty(), follower.due(now + 1));
    }

    @Test
    void beatConfirmsOnlyWhatPrecedesTheBeatBeforeIt() {
        // The node stalls: its number stays good, and proves nothing of what it may have done since.
        for (long now = 1; now < READ_AFTER; now++) {
            look(now, Map.of("a", told(5, 10, 2)));
            assertEquals(Optional.empty(), follower.due(now));
        }
        look(READ_AFTER, Map.of("a", told(6, 10, 2)));
        assertEquals(Set.of("a"), follower.due(READ_AFTER).orElseThrow().nodes());
    }

    @Test
    void nodeNotReadInTimeIsNotFresh() {
        for (long now = 1; now < FRESH; now++) {
            look(now, Map.of("a", told(5 + now, 11, 2)));
            assertTrue(isFresh(now));
        }
        look(FRESH, Map.of("a", told(5 + FRESH, 11, 2)));
        assertFalse(isFresh(FRESH));
    }

    @Test
    void followerThatCannotLookIsNotFresh() {
        assertTrue(isFresh(FRESH - 1));
        assertFalse(isFresh(FRESH));
    }

    @Test
    void aNewNodeIsFollowedFromItsFirstNewsOn() {
        assertTrue(follower.hear("b", new NewsCount(1, 0), 1));
        look(1, Map.of("a", told(6, 10, 2), "b", told(1, 0, 0)));
        look(2, Map.of("a", told(7, 10, 2), "b", told(2, 1, 0)));
        look(3, Map.of("a", told(8, 10, 2), "b", told(3, 1, 0)));
        look(4, Map.of("a", told(9, 10, 2), "b", told(4, 1, 0)));
        assertEquals(Optional.empty(), follower.due(4));
        assertTrue(isFresh(4));
    }

    @Test
    void lateNewsOfAGoneNodeAreIgnored() {
        look(1, Map.of());
        assertFalse(hear(11, 2, 1));
        assertTrue(read(1).isOfAll());
        assertFalse(follower.knows("a"));
    }

    @Test
    void aNodeThatWasHeardOfAndHasNoDocumentIsTold() {
        assertTrue(follower.hear("b", new NewsCount(1, 0), 2));
        assertEquals(Set.of(), follower.observe(Map.of("a", told(7, 10, 2)), 2), "it may be newer than what was seen");
        assertEquals(Set.of("b"), follower.observe(Map.of("a", told(8, 10, 2)), 3));
    }

    @Test
    void nodeWithoutNumbersIsReadPeriodically() {
        for (long now = 1; now < READ_AFTER; now++) {
            look(now, Map.of("a", new NewsFollower.Told(5 + now, Optional.empty())));
        }
        look(READ_AFTER, Map.of("a", new NewsFollower.Told(5 + READ_AFTER, Optional.empty())));
        assertTrue(read(READ_AFTER).isOfAll());
    }

    @Test
    void ownDoubtMakesAllBeRead() {
        follower.mustReadAll(1);
        assertTrue(isFresh(2));
        assertFalse(isFresh(1 + FRESH));
        assertTrue(read(2).isOfAll());
    }

    @Test
    void allIsReadNowAndThen() {
        for (long now = 1; now < 100; now++) {
            look(now, Map.of("a", told(5 + now, 10, 2)));
            assertEquals(Optional.empty(), follower.due(now));
        }
        look(100, Map.of("a", told(105, 10, 2)));
        assertTrue(read(100).isOfAll());
    }
}
