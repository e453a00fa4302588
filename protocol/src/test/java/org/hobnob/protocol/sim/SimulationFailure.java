package org.hobnob.protocol.sim;

/** A promise that a run broke; the message names the seed and the time and shows what was traced. */
public final class SimulationFailure extends AssertionError {
    private final String what;

    SimulationFailure(World world, String what) {
        super(describe(world, what));
        this.what = what;
    }

    /** What was broken, without the trace. */
    public String what() {
        return what;
    }

    private static String describe(World world, String what) {
        String head =
                "%s%n  seed %d, after %d ms and %d events".formatted(what, world.seed(), world.nowMs(), world.events());
        return world.traceLines().isEmpty()
                ? head
                : head + System.lineSeparator() + String.join(System.lineSeparator(), world.traceLines());
    }
}
