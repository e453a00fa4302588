package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalQueueTest {
    private static final int FLOOD = 20_000;

    private final Deque<Runnable> worker = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final ArrivalQueue queue = new ArrivalQueue(worker::add, dropped::add);
    private final ArrivalQueue.Lane lab = queue.lane("lab");
    private final ArrivalQueue.Lane tea = queue.lane("tea");

    private void arrive(ArrivalQueue.Lane lane, String what) {
        lane.offer(() -> handled.add(what));
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            arrive(lab, "lab " + i);
        }
    }

    private void workOnce() {
        worker.remove().run();
    }

    private void workAll() {
        while (!worker.isEmpty()) {
            workOnce();
        }
    }

    @Test
    void datagramsAreHandledInTheOrderOfArrival() {
        arrive(lab, "one");
        arrive(lab, "two");
        assertEquals(List.of(), handled, "the worker has not had its turn");
        workAll();
        arrive(lab, "three");
        workAll();
        assertEquals(List.of("one", "two", "three"), handled);
    }

    @Test
    void floodIsDroppedBeyondTheBound() {
        flood();
        assertEquals(Collections.nCopies(FLOOD - ArrivalQueue.PER_ROOM, "lab"), dropped);
        workAll();
        assertEquals(ArrivalQueue.PER_ROOM, handled.size());
        arrive(lab, "afterwards");
        workAll();
        assertEquals("afterwards", handled.get(handled.size() - 1));
    }

    @Test
    void anotherRoomWaitsForOneDatagramOfAFlood() {
        flood();
        arrive(tea, "tea");
        workOnce();
        assertTrue(handled.indexOf("tea") <= 1, () -> "handled " + handled.indexOf("tea") + " before");
    }

    @Test
    void otherWorkHasItsTurnDuringAFlood() {
        flood();
        worker.add(() -> handled.add("a person's line"));
        workOnce();
        assertEquals(ArrivalQueue.AT_ONCE, handled.size());
        workOnce();
        assertEquals("a person's line", handled.get(ArrivalQueue.AT_ONCE));
    }

    @Test
    void failureEndsOneDatagramOnly() {
        lab.offer(() -> {
            throw new IllegalStateException("planted by the test");
        });
        arrive(lab, "after it");
        workAll();
        arrive(tea, "and later");
        workAll();
        assertEquals(List.of("after it", "and later"), handled);
    }
}
