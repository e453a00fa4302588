package org.hobnob.protocol.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import org.hobnob.protocol.sim.SimulationFailure;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Faults planted around the engine: the simulation finds each, and names the seed. */
class ChatPlantedFaultsTest {
    private static final int SEEDS = 300;

    @Test
    void forgettingWhatWasTakenIsCaught() {
        assertCaught(Plant.forgetsWhatWasTaken(), "twice");
    }

    @Test
    void acknowledgingBeforeTheCommitIsCaught() {
        assertCaught(Plant.hasty(ChatEffect.Acknowledge.class), "lost", "nowhere");
    }

    @Test
    void showingBeforeTheCommitIsCaught() {
        assertCaught(Plant.hasty(ChatEffect.Deliver.class), "twice");
    }

    @Test
    void callingQueuedBeforeTheCommitIsCaught() {
        assertCaught(Plant.hasty(ChatEffect.Queued.class), "lost");
    }

    @Test
    void sendingBeforeTheCommitIsCaught() {
        assertCaught(Plant.hasty(ChatEffect.Send.class), "never", "twice", "order");
    }

    @Test
    void resendingAsSomethingNewIsCaught() {
        assertCaught(Plant.resendsAsNew(), "never said", "order", "twice");
    }

    private static void assertCaught(Plant plant, String... ways) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(seed);
            ChatScenario scenario = new ChatScenario(world, plant, 0.01);
            try {
                scenario.run();
            } catch (SimulationFailure caught) {
                System.out.println("planted and caught: " + caught.getMessage().replaceAll("\\s+", " "));
                assertTrue(Arrays.stream(ways).anyMatch(caught.getMessage()::contains), caught.getMessage());
                return;
            }
        }
        fail("not caught in " + SEEDS + " seeds");
    }
}
