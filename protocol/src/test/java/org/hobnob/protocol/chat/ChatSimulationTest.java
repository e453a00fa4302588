package org.hobnob.protocol.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Direct chats while lines are cut, machines die and the registry is away: nothing lost, nothing twice, all in order. */
class ChatSimulationTest {
    /** In half of the worlds programs die between any two things that they do. */
    private static ChatScenario scenario(World world) {
        return new ChatScenario(world, Plant.NONE, world.seed() % 2 == 0 ? 0 : 0.01);
    }

    @Test
    void acceptedMessagesAreShownOnceInOrder() throws InterruptedException {
        assertTrue(Seeds.run(world -> scenario(world).run()).seeds() > 0);
    }

    @Test
    void messagesAfterAPowerLossArriveOnce() throws InterruptedException {
        assertTrue(Seeds.run(world -> scenario(world).runOnForgetfulDisks(20)).seeds() > 0);
    }
}
