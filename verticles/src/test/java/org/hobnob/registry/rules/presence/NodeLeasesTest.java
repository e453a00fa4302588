package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeTry;

class NodeLeasesTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LEASE_NS = 5 * SECOND_NS;

    private NodeLeases leases;
    private Map<String, Long> store;
    private long nowNs;

    @BeforeTry
    void startAnew() {
        leases = new NodeLeases(LEASE_NS, 2 * SECOND_NS);
        store = new HashMap<>();
        nowNs = -3 * SECOND_NS;
    }

    @Example
    void aNodeThatBeatsLives() {
        for (int i = 0; i < 100; i++) {
            beat("a");
            observeAfter(SECOND_NS);
            assertTrue(leases.alive("a", nowNs));
        }
        assertEquals(Set.of(), leases.newlyDead(nowNs));
    }

    @Example
    void silentNodeIsReportedDeadOnce() {
        beat("a");
        observeAfter(SECOND_NS);
        for (int i = 0; i < 4; i++) {
            observeAfter(SECOND_NS);
            assertEquals(Set.of(), leases.newlyDead(nowNs));
        }
        assertEquals(Set.of(), leases.newlyDead(nowNs + SECOND_NS - 1));
        assertTrue(leases.alive("a", nowNs + SECOND_NS - 1));
        assertFalse(leases.alive("a", nowNs + SECOND_NS));
        assertEquals(Set.of("a"), leases.newlyDead(nowNs + SECOND_NS));
        for (int i = 0; i < 20; i++) {
            observeAfter(SECOND_NS);
            assertEquals(Set.of(), leases.newlyDead(nowNs));
            assertFalse(leases.alive("a", nowNs));
        }
    }

    @Example
    void nodeWithoutDocumentIsDeadAtOnce() {
        beat("a");
        observeAfter(SECOND_NS);
        store.remove("a");
        observeAfter(SECOND_NS);

        assertFalse(leases.alive("a", nowNs));
        assertEquals(Set.of("a"), leases.newlyDead(nowNs));
        observeAfter(SECOND_NS);
        assertEquals(Set.of(), leases.newlyDead(nowNs));
    }

    @Example
    void removedDocumentOfADeadNodeIsNotReported() {
        beat("a");
        observeTimes(7);
        assertEquals(Set.of("a"), leases.newlyDead(nowNs));
        store.remove("a");
        observeTimes(1);
        assertEquals(Set.of(), leases.newlyDead(nowNs));
    }

    @Example
    void documentThatReturnsInTimeIsNotADeath() {
        beat("a");
        observeTimes(1);
        store.remove("a");
        observeTimes(1);
        store.put("a", 1L);
        observeTimes(1);

        assertEquals(Set.of(), leases.newlyDead(nowNs));
        assertTrue(leases.alive("a", nowNs));
    }

    @Example
    void aNodeThatBeatsAgainLivesAndCanDieAgain() {
        beat("a");
        observeTimes(7);
        assertEquals(Set.of("a"), leases.newlyDead(nowNs));
        beat("a");
        observeTimes(1);
        assertTrue(leases.alive("a", nowNs));
        observeTimes(5);
        assertEquals(Set.of("a"), leases.newlyDead(nowNs));
    }

    @Example
    void aNodeSeenForTheFirstTimeHasAFullLease() {
        observeTimes(50);
        store.put("late", 17L);
        observeTimes(5);
        assertTrue(leases.alive("late", nowNs));
        observeTimes(1);
        assertEquals(Set.of("late"), leases.newlyDead(nowNs));
    }

    @Property(tries = 100)
    void aStalledObserverDeclaresNobodyDead(@ForAll @LongRange(min = 5, max = 100_000) long stallS) {
        store.put("a", 1L);
        observeTimes(2);
        nowNs += stallS * SECOND_NS;

        assertEquals(Set.of(), leases.newlyDead(nowNs), "before it looks again");
        assertTrue(leases.alive("a", nowNs));
        observeAfter(0);
        assertEquals(Set.of(), leases.newlyDead(nowNs), "when the other was stalled too");
        observeTimes(2);
        assertEquals(Set.of("a"), leases.newlyDead(nowNs), "the time watched before the stall still counts");
    }

    @Example
    void aSlowObserverStillFindsTheDead() {
        beat("a");
        observeAfter(SECOND_NS);
        for (int i = 0; i < 2; i++) {
            observeAfter(10 * SECOND_NS);
            assertEquals(Set.of(), leases.newlyDead(nowNs));
        }
        observeAfter(10 * SECOND_NS);
        assertEquals(Set.of("a"), leases.newlyDead(nowNs));
    }

    @Example
    void anUnknownNodeIsNotAlive() {
        assertFalse(leases.alive("nobody", nowNs));
        assertEquals(Set.of(), leases.newlyDead(nowNs));
    }

    /** Beats at random moments, never a lease apart, observed at random moments: nobody dies. */
    @Property(tries = 200)
    void nodeThatBeatsInTimeNeverDies(@ForAll long seed) {
        Random random = new Random(seed);
        long nextBeatNs = nowNs;
        for (int i = 0; i < 300; i++) {
            if (nowNs >= nextBeatNs) {
                beat("a");
                nextBeatNs = nowNs + random.nextLong(3 * SECOND_NS);
            }
            observeAfter(random.nextLong(SECOND_NS));
            assertEquals(Set.of(), leases.newlyDead(nowNs));
        }
    }

    private void beat(String node) {
        store.merge(node, 1L, Long::sum);
    }

    private void observeTimes(int times) {
        for (int i = 0; i < times; i++) {
            observeAfter(SECOND_NS);
        }
    }

    private void observeAfter(long ns) {
        nowNs += ns;
        leases.observe(store, nowNs);
    }
}
