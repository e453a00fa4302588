package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedsTest {
    /** Some of everything: eight nodes that talk, crash and pause on bad networks. */
    private static void hurlyBurly(World world) {
        RandomGenerator random = world.random("hurly-burly");
        DatagramNet net = new DatagramNet(world, "lan");
        net.faults(LinkFaults.drawn(random));
        LineNet<byte[]> lines = new LineNet<>(world, "tls");
        lines.faults(LineFaults.drawn(random));
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            nodes.add(world.node("node" + i, node -> chatter(node, net, lines, nodes)));
        }
        nodes.forEach(Node::start);
        for (int i = 0; i < 20; i++) {
            Node victim = nodes.get(random.nextInt(8));
            long atMs = random.nextLong(10_000);
            Runnable harm = random.nextBoolean() ? victim::restart : victim::pause;
            world.at(atMs, harm);
            world.at(atMs + random.nextLong(1_000), victim::resume);
            world.at(atMs, lines::cutOne);
        }
        world.at(3_000, () -> world.partitions().separate(nodes.get(0), nodes.get(1)));
        world.at(6_000, world.partitions()::heal);
        world.advance(10_000);
        world.mark(net.counts().arrived());
    }

    private static void chatter(Node node, DatagramNet net, LineNet<byte[]> lines, List<Node> all) {
        net.join(node, "room", (from, datagram) -> node.disk().append("heard", datagram.length));
        lines.listen(node, line -> line.onMessage(bytes -> node.disk().commit()));
        RandomGenerator random = node.world().random(node.name());
        lines.connect(node, all.get(random.nextInt(all.size())), line -> line.ifPresent(l -> l.send(new byte[9])));
        node.in(random.nextLong(100), new Runnable() {
            @Override
            public void run() {
                net.multicast(node, "room", new byte[random.nextInt(1_200)]);
                node.in(random.nextLong(100), this);
            }
        });
    }

    private static World after(long seed, boolean traced) {
        World world = new World(seed, traced);
        hurlyBurly(world);
        return world;
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        World once = after(3, true);
        World again = after(3, true);
        World other = after(4, true);
        assertTrue(once.events() > 5_000, "events " + once.events());
        assertEquals(once.traceLines(), again.traceLines());
        assertEquals(once.fingerprint(), again.fingerprint());
        assertNotEquals(once.traceLines(), other.traceLines());
        assertNotEquals(once.fingerprint(), other.fingerprint());
    }

    @Test
    void aTraceChangesNothing() {
        assertEquals(after(3, false).fingerprint(), after(3, true).fingerprint());
    }

    @Test
    void manySeedsRunAndAreCounted() throws InterruptedException {
        Seeds.Tally tally = Seeds.run(SeedsTest::hurlyBurly);
        assertTrue(tally.seeds() > 0);
        assertTrue(tally.simulatedMs() >= 10_000 * tally.seeds());
        assertTrue(tally.events() > 1_000 * tally.seeds());
    }

    @Test
    void aFailingSeedIsNamedWithItsTraceAndTheCommandThatReplaysIt() {
        AssertionError failure = assertThrows(AssertionError.class, () -> new Broken().run());
        String text = failure.getMessage();
        assertTrue(text.contains("seed 3 fails after 10 ms: three is bad"), text);
        assertTrue(text.contains("       10 ms  draws "), text);
        assertTrue(
                text.contains("mvn -q -B -pl protocol -am test -Dtest='SeedsTest$Broken#run'"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dhobnob.sim.seed=3"),
                text);
        assertEquals(text.indexOf("10 ms  draws"), text.lastIndexOf("10 ms  draws"), "one trace is enough");
    }

    private static final class Broken {
        void run() throws InterruptedException {
            Seeds.run(world -> {
                world.advance(10);
                world.trace(() -> "draws " + world.random("any").nextInt());
                world.check(world.seed() != 3, () -> "three is bad");
            });
        }
    }

    @Test
    void anyErrorIsAFailureOfItsSeedAndItsCause() {
        IllegalStateException thrown = new IllegalStateException("in the code under test");
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Seeds.run(world -> {
                    world.at(5, () -> {
                        throw thrown;
                    });
                    world.advance(10);
                }));
        assertEquals(thrown, failure.getCause());
    }

    @Test
    void aScenarioThatIsNotDeterministicIsAFailure() {
        AtomicInteger calls = new AtomicInteger();
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Seeds.run(world -> {
                    world.mark(calls.incrementAndGet());
                    world.advance(10);
                }));
        assertTrue(failure.getMessage().contains("seed 50"), failure.getMessage());
    }

    @Test
    void aFailureThatDoesNotComeAgainIsReportedAsSuch() {
        Set<Long> failed = new HashSet<>();
        AssertionError failure = assertThrows(
                AssertionError.class, () -> Seeds.run(world -> assertFalse(failed.add(world.seed()), "first time")));
        assertTrue(failure.getMessage().contains("failed once, but not when run again"), failure.getMessage());
    }
}
