package org.hobnob.protocol.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Direct messages that wait in mailboxes at a friend's peer: nothing lost, nothing twice, all in order (SPEC 14.5). */
class KeeperSimulationTest {
    private static final Set<UserName> ALL = users(5);

    private final AtomicInteger letters = new AtomicInteger();

    private static Set<UserName> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> new UserName("u" + i)).collect(Collectors.toSet());
    }

    private static double halts(World world) {
        return world.random("halts").nextBoolean() ? 0 : 0.01;
    }

    /** Who is no friend of the keeper's has the answers of friends there. */
    @Test
    void friendJoinsUsersWhoAreNeverOnlineTogether() throws InterruptedException {
        Seeds.run(world -> {
            boolean isForOne = world.random("friends").nextBoolean();
            KeptOffice office = new KeptOffice(world, isForOne ? users(1) : ALL, 0.05, 0.01);
            new ChatScenario(world, Plant.NONE, halts(world), List.of(office), isForOne ? 2 : ALL.size())
                    .runOneAtATime();
            letters.addAndGet(office.puts());
        });
        assertTrue(letters.get() > 0);
    }

    /** The registry may lie, and the friend may vanish for good. */
    @Test
    void messageOverThreeWaysIsShownOnce() throws InterruptedException {
        Seeds.run(world -> {
            KeptOffice friend = new KeptOffice(world, ALL, 0.1, 0.05);
            MailOffice registry = new MailOffice(world, world.random("lies").nextBoolean(), 0.1);
            if (world.random("vanishes").nextBoolean()) {
                world.in(world.random("vanishing").nextLong(60_000), friend::vanish);
            }
            new ChatScenario(world, Plant.NONE, halts(world), List.of(registry, friend)).run();
            letters.addAndGet(friend.puts());
        });
        assertTrue(letters.get() > 0);
    }
}
