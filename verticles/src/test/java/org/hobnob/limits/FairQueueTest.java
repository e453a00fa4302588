package org.hobnob.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final String FLOOD = "192.0.2.1";
    private static final String ANN = "192.0.2.2";
    private static final String BOB = "192.0.2.3";

    private static FairQueue<String> flooded(int threads, int maxPending) {
        FairQueue<String> queue = new FairQueue<>(threads, maxPending);
        for (int i = 0; i < maxPending; i++) {
            assertEquals(Optional.empty(), queue.offer(FLOOD, "flood" + i));
        }
        return queue;
    }

    private static String taken(FairQueue<String> queue) {
        return queue.next().orElseThrow();
    }

    @Test
    void threadsAreKeptBusy() {
        FairQueue<String> queue = flooded(2, 5);
        assertEquals("flood0", taken(queue));
        assertEquals("flood1", taken(queue));
        assertEquals(Optional.empty(), queue.next(), "two threads are busy");
    }

    @Test
    void newcomerIsNextThoughAnotherFloods() {
        FairQueue<String> queue = flooded(1, 10);
        taken(queue);
        queue.offer(ANN, "ann");
        queue.ended(FLOOD);
        assertEquals("ann", taken(queue));
    }

    @Test
    void freeThreadServesWhoHasNothingAtWork() {
        FairQueue<String> queue = flooded(2, 10);
        taken(queue);
        taken(queue);
        queue.offer(ANN, "ann1");
        queue.offer(ANN, "ann2");
        queue.ended(FLOOD);
        assertEquals("ann1", taken(queue));
        queue.offer(BOB, "bob");
        queue.ended(FLOOD);
        assertEquals("bob", taken(queue), "each of the others has had a turn, or has one at work");
    }

    @Test
    void waitingAddressesTakeTurns() {
        FairQueue<String> queue = new FairQueue<>(1, 10);
        queue.offer(ANN, "ann1");
        queue.offer(ANN, "ann2");
        queue.offer(BOB, "bob1");
        queue.offer(BOB, "bob2");
        assertEquals("ann1", taken(queue));
        queue.ended(ANN);
        assertEquals("bob1", taken(queue));
        queue.ended(BOB);
        assertEquals("ann2", taken(queue));
        queue.ended(ANN);
        assertEquals("bob2", taken(queue));
    }

    @Test
    void floodMakesRoomInAFullQueue() {
        FairQueue<String> queue = flooded(1, 3);
        taken(queue);
        assertEquals(Optional.of("flood2"), queue.offer(ANN, "ann"));
        queue.ended(FLOOD);
        assertEquals("ann", taken(queue));
    }

    @Test
    void fullQueueRefusesWhoHasAsMuch() {
        FairQueue<String> queue = flooded(1, 3);
        assertEquals(Optional.of("more"), queue.offer(FLOOD, "more"));
        assertEquals(Optional.of("flood2"), queue.offer(ANN, "ann1"));
        assertEquals(Optional.of("ann2"), queue.offer(ANN, "ann2"));
    }

    @Test
    void workThatIsUnderWayIsNotDropped() {
        FairQueue<String> queue = flooded(2, 2);
        taken(queue);
        taken(queue);
        assertEquals(Optional.of("ann"), queue.offer(ANN, "ann"));
    }

    /** Whatever comes: who asks for one hash waits for no more than one hash of each other address. */
    @Test
    void nobodyWaitsForMoreThanOneTurnOfEachAddress() {
        List<String> others = List.of("a", "b", "c", "d");
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            FairQueue<String> queue = new FairQueue<>(1, 20);
            offerSome(queue, others, random, 30);
            String atWork = taken(queue);
            offerSome(queue, others, random, random.nextInt(30));
            queue.offer(ANN, ANN);
            int turns = 0;
            while (!atWork.equals(ANN)) {
                offerSome(queue, others, random, random.nextInt(4));
                queue.ended(atWork);
                atWork = taken(queue);
                turns++;
            }
            assertTrue(turns <= others.size() + 1, "seed " + seed + ": " + turns);
        }
    }

    private static void offerSome(FairQueue<String> queue, List<String> addresses, Random random, int count) {
        for (int i = 0; i < count; i++) {
            String address = addresses.get(random.nextInt(addresses.size()));
            queue.offer(address, address);
        }
    }

    @Test
    void nothingIsKeptOfAnAddressThatIsDone() {
        FairQueue<String> queue = new FairQueue<>(1, 10);
        queue.offer(ANN, "ann");
        queue.offer(BOB, "bob");
        taken(queue);
        queue.ended(ANN);
        taken(queue);
        queue.ended(BOB);
        assertEquals(0, queue.addresses());
    }
}
