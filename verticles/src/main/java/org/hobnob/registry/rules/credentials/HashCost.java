package org.hobnob.registry.rules.credentials;

/**
 * The cost of one password hash (Argon2id, RFC 9106 section 3.1).
 *
 * @param memoryKiB memory in KiB, 8 per lane to 1 GiB
 * @param iterations passes over the memory, 1 to 64
 * @param parallelism lanes, 1 to 16
 */
public record HashCost(int memoryKiB, int iterations, int parallelism) {

    /** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
    public static final HashCost DEFAULT = new HashCost(19_456, 2, 1);

    static final int MAX_MEMORY_KIB = 1 << 20;
    static final int MAX_ITERATIONS = 64;
    static final int MAX_PARALLELISM = 16;
    private static final int MIN_MEMORY_KIB_PER_LANE = 8;

    /** @throws IllegalArgumentException if a value is out of bounds */
    public HashCost {
        requireWithin("parallelism", parallelism, 1, MAX_PARALLELISM);
        requireWithin("memoryKiB", memoryKiB, MIN_MEMORY_KIB_PER_LANE * parallelism, MAX_MEMORY_KIB);
        requireWithin("iterations", iterations, 1, MAX_ITERATIONS);
    }

    private static void requireWithin(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "password hash cost: " + name + " must be within " + min + " and " + max + ", not " + value);
        }
    }

    /** @return the parameters as in a PHC string, such as {@code m=19456,t=2,p=1} */
    @Override
    public String toString() {
        return "m=" + memoryKiB + ",t=" + iterations + ",p=" + parallelism;
    }
}
