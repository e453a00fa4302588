package org.hobnob.protocol.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Direct messages that go into mailboxes too: nothing lost, nothing twice, all in order (SPEC 14). */
class MailSimulationTest {
    private final AtomicInteger letters = new AtomicInteger();

    private static double halts(World world) {
        return world.seed() % 2 == 0 ? 0 : 0.005;
    }

    @Test
    void mailAloneBringsAllOnceInOrder() throws InterruptedException {
        Seeds.run(world -> {
            MailOffice office = new MailOffice(world, false, 0.05);
            new ChatScenario(world, Plant.NONE, halts(world), Optional.of(office)).runOneAtATime();
            letters.addAndGet(office.puts());
        });
        assertTrue(letters.get() > 0);
    }

    @Test
    void lineAndMailboxTogetherShowOnce() throws InterruptedException {
        Seeds.run(world -> {
            MailOffice office = new MailOffice(world, false, 0.1);
            new ChatScenario(world, Plant.NONE, halts(world), Optional.of(office)).run();
            letters.addAndGet(office.puts());
        });
        assertTrue(letters.get() > 0);
    }

    @Test
    void falseMailboxDoesNoHarm() throws InterruptedException {
        Seeds.run(world -> {
            MailOffice office = new MailOffice(world, true, 0.1);
            new ChatScenario(world, Plant.NONE, halts(world), Optional.of(office)).run();
            letters.addAndGet(office.puts());
        });
        assertTrue(letters.get() > 0);
    }
}
