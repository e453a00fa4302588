package org.hobnob.protocol.fuzz;

/** What the fuzzer calls in a process of its own, by the names of these methods; its argument is the target's class. */
public final class FuzzEntry {
    private static FuzzTarget target;

    private FuzzEntry() {}

    /**
     * Loads the classes by parsing the seeds: the time for that is no input's.
     *
     * @param arguments the name of the target's class
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        target = (FuzzTarget) Class.forName(arguments[0]).getConstructor().newInstance();
        for (byte[] seed : target.seeds()) {
            target.parse(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.parse(input);
    }
}
