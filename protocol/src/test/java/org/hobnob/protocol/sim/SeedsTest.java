package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
    void seedDeterminesTheRun() {
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

    private static Seeds.Tally run(long count, int threads, Seeds.Scenario scenario) throws InterruptedException {
        return Seeds.run(scenario, "some.package.SomeTest#rule", new Seeds.Plan(1, count, 60, threads, 0));
    }

    private static AssertionError failure(Seeds.Scenario scenario) {
        return assertThrows(AssertionError.class, () -> run(60, 1, scenario));
    }

    @Test
    void seedsRunAtOnceAndAreCounted() throws InterruptedException {
        Set<Long> met = ConcurrentHashMap.newKeySet();
        Seeds.Tally tally = run(12, 2, world -> {
            met.add(world.seed());
            hurlyBurly(world);
        });
        assertEquals(LongStream.rangeClosed(1, 12).boxed().collect(Collectors.toSet()), met);
        assertEquals(12, tally.seeds());
        assertEquals(12 * 10_000, tally.simulatedMs());
        assertTrue(tally.events() > 12 * 5_000, tally.toString());
    }

    @Test
    void theTimeEndsARunButOneSeedIsAlwaysRun() throws InterruptedException {
        Seeds.Tally tally = Seeds.run(world -> {}, "SomeTest#rule", new Seeds.Plan(9, 1_000, 0, 1, 0));
        assertEquals(1, tally.seeds());
    }

    @Test
    void failingSeedIsReportedWithItsReplayCommand() {
        String text = failure(SeedsTest::threeIsBad).getMessage();
        assertTrue(text.contains("seed 3 fails after 10 ms: three is bad"), text);
        assertTrue(text.contains("       10 ms  draws "), text);
        assertTrue(
                text.contains("mvn -q -B -pl protocol -am test -Dtest='SomeTest#rule'"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dhobnob.sim.seed=3"),
                text);
        assertEquals(text.indexOf("10 ms  draws"), text.lastIndexOf("10 ms  draws"), "one trace is enough");
    }

    @Test
    void aReplayRunsThatSeedAloneWithATrace() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Seeds.run(SeedsTest::threeIsBad, "SomeTest#rule", new Seeds.Plan(1, 60, 60, 1, 3)));
        assertEquals(
                failure(SeedsTest::threeIsBad).getMessage().lines().skip(1).toList(),
                failure.getMessage().lines().skip(1).toList());
    }

    private static void threeIsBad(World world) {
        world.advance(10);
        world.trace(() -> "draws " + world.random("any").nextInt());
        world.check(world.seed() != 3, () -> "three is bad");
    }

    @Test
    void anyErrorIsAFailureOfItsSeedAndItsCause() {
        IllegalStateException thrown = new IllegalStateException("in the code under test");
        AssertionError failure = failure(world -> {
            world.at(5, () -> {
                throw thrown;
            });
            world.advance(10);
        });
        assertEquals(thrown, failure.getCause());
    }

    @Test
    void aScenarioThatIsNotDeterministicIsAFailure() {
        AtomicInteger calls = new AtomicInteger();
        AssertionError failure = failure(world -> world.mark(calls.incrementAndGet()));
        assertTrue(failure.getMessage().contains("seed 50 failed once, but not when run again"), failure.getMessage());
        assertTrue(
                failure.getCause().getMessage().startsWith("not deterministic"),
                failure.getCause().getMessage());
    }
}
