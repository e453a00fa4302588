package org.hobnob.protocol.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Runs a scenario over many seeds, and shows the seed that fails: it is run again with a trace, which stands in the failure
 * together with the command that replays it. Some seeds are run twice, to see that a seed means one run.
 *
 * <p>System properties, here with their defaults:
 *
 * <ul>
 *   <li>{@code hobnob.sim.seeds} (200) how many seeds at most
 *   <li>{@code hobnob.sim.seconds} (2) after so long no further seed is begun
 *   <li>{@code hobnob.sim.from} (1) the first seed
 *   <li>{@code hobnob.sim.threads} (1) how many seeds at once, each on a thread of its own
 *   <li>{@code hobnob.sim.seed} (none) replays this seed alone, with a trace
 * </ul>
 *
 * <p>The Maven profile {@code simulation} runs each scenario for 90 s on two threads; {@code -Dhobnob.sim.from=…} gives
 * seeds that never ran.
 */
public final class Seeds {
    private static final int TWICE_ONE_IN = 50;

    /** What happens in a world and what must hold in it. Makes all that it uses anew: seeds may run at once. */
    public interface Scenario {
        /** Whatever it throws is a failure of the seed. */
        void run(World world) throws Exception;
    }

    /** What was run. */
    public record Tally(long seeds, long simulatedMs, long events) {}

    /**
     * What to run.
     *
     * @param only the one seed to replay; 0 for none
     */
    record Plan(long first, long count, long seconds, int threads, long only) {
        private static Plan ofProperties() {
            return new Plan(
                    number("hobnob.sim.from", 1),
                    number("hobnob.sim.seeds", 200),
                    number("hobnob.sim.seconds", 2),
                    (int) number("hobnob.sim.threads", 1),
                    number("hobnob.sim.seed", 0));
        }

        private static long number(String property, long otherwise) {
            String text = System.getProperty(property, "");
            return text.isBlank() ? otherwise : Long.parseLong(text);
        }
    }

    private record Failure(long seed, Throwable cause) {}

    private final Scenario scenario;
    private final String caller;
    private final Plan plan;
    private final long startedNs = System.nanoTime();
    private final AtomicLong next;
    private final AtomicLong seeds = new AtomicLong();
    private final AtomicLong simulatedMs = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    private Seeds(Scenario scenario, String caller, Plan plan) {
        this.scenario = scenario;
        this.caller = caller;
        this.plan = plan;
        this.next = new AtomicLong(plan.first);
    }

    /**
     * Runs the scenario over the seeds that the properties ask for, at least one, and prints how many they were.
     *
     * @throws AssertionError where a seed fails
     */
    public static Tally run(Scenario scenario) throws InterruptedException {
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1)
                        .findFirst()
                        .map(f -> f.getClassName() + "#" + f.getMethodName())
                        .orElseThrow());
        return run(scenario, caller, Plan.ofProperties());
    }

    static Tally run(Scenario scenario, String caller, Plan plan) throws InterruptedException {
        Seeds run = new Seeds(scenario, caller, plan);
        return plan.only == 0 ? run.all() : run.replay();
    }

    private Tally all() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, plan.threads)
                .mapToObj(i -> new Thread(this::work, "seeds " + i))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        print();
        Failure failed = failure.get();
        if (failed != null) {
            throw explained(failed);
        }
        return new Tally(seeds.get(), simulatedMs.get(), events.get());
    }

    private void work() {
        long seed = next.getAndIncrement();
        while (failure.get() == null && seed < plan.first + plan.count && (seed == plan.first || hasTime())) {
            World world = new World(seed);
            try {
                scenario.run(world);
                checkRepeats(world);
            } catch (Throwable e) { // a failed assertion is an Error
                failure.compareAndSet(null, new Failure(seed, e));
            }
            seeds.incrementAndGet();
            simulatedMs.addAndGet(world.nowMs());
            events.addAndGet(world.events());
            seed = next.getAndIncrement();
        }
    }

    private boolean hasTime() {
        return System.nanoTime() - startedNs < plan.seconds * 1_000_000_000L;
    }

    private void checkRepeats(World before) throws Exception {
        if (before.seed() % TWICE_ONE_IN == 0) {
            World again = new World(before.seed());
            scenario.run(again);
            again.check(
                    again.fingerprint() == before.fingerprint(),
                    () ->
                            "not deterministic: two runs of the seed differ (order of an identity hash, a clock, a thread?)");
        }
    }

    private Tally replay() {
        World world = new World(plan.only, true);
        try {
            scenario.run(world);
        } catch (Throwable e) {
            throw explained(world, e);
        }
        System.out.println(String.join(System.lineSeparator(), world.traceLines()));
        return new Tally(1, world.nowMs(), world.events());
    }

    private AssertionError explained(Failure failed) {
        World traced = new World(failed.seed, true);
        try {
            scenario.run(traced);
        } catch (Throwable e) {
            return explained(traced, e);
        }
        return new AssertionError("seed " + failed.seed + " failed once, but not when run again", failed.cause);
    }

    /** One error with one trace, at the place of the failure. */
    private AssertionError explained(World world, Throwable cause) {
        boolean ours = cause instanceof SimulationFailure;
        String what = ours ? ((SimulationFailure) cause).what() : cause.toString();
        String trace = String.join(System.lineSeparator(), world.traceLines());
        AssertionError error = new AssertionError(
                "%s%n%s%nseed %d fails after %d ms: %s%nreplay: %s"
                        .formatted(caller, trace, world.seed(), world.nowMs(), what, command(world.seed())),
                ours ? null : cause);
        error.setStackTrace(cause.getStackTrace());
        return error;
    }

    private String command(long seed) {
        Path module = Path.of(System.getProperty("basedir", "."))
                .toAbsolutePath()
                .normalize()
                .getFileName();
        return "mvn -q -B -pl %s -am test -Dtest='%s' -Dsurefire.failIfNoSpecifiedTests=false -Dhobnob.sim.seed=%d"
                .formatted(module, caller.substring(caller.lastIndexOf('.') + 1), seed);
    }

    private void print() {
        double seconds = (System.nanoTime() - startedNs) / 1e9;
        double hours = simulatedMs.get() / 3.6e6;
        System.out.println("%s: %d seeds from %d, %.2f hours simulated, %,d events, %.1f s"
                .formatted(caller, seeds.get(), plan.first, hours, events.get(), seconds));
    }
}
