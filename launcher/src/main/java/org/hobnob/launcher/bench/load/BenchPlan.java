package org.hobnob.launcher.bench.load;

import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;

/**
 * How much load to generate, and for how long.
 *
 * @param peers simulated users, half of them native and half original, and the most connections open at the same time; 2 to
 *     {@value #MAX_PEERS}
 * @param connections requests in progress at the same time, one on each connection, at least 1; never more than peers
 * @param durationMs how long a workload without a natural end runs, in milliseconds
 */
public record BenchPlan(int peers, int connections, long durationMs) {
    /** Peers connect from several loopback addresses; more of them would need several generators. */
    public static final int MAX_PEERS = 15_000;

    static final long MAX_DURATION_MS = 600_000;
    /** For files of the program and the JDK, datagram sockets, and connections that are being closed. */
    private static final long SPARE_DESCRIPTORS = 300;

    /** @throws BenchRefusedException if a number is out of range */
    public BenchPlan {
        if (peers < 2 || peers > MAX_PEERS) {
            throw refused("--peers must be 2 to " + MAX_PEERS + ", not " + peers);
        }
        if (connections < 1) {
            throw refused("--connections must be at least 1, not " + connections);
        }
        if (durationMs < 1 || durationMs > MAX_DURATION_MS) {
            throw refused("--seconds must be 1 to " + MAX_DURATION_MS / 1_000);
        }
        connections = Math.min(connections, peers);
    }

    /**
     * Checks that the process may open enough files for the peers.
     *
     * @param maxDescriptors the most files that this process may have open
     * @throws BenchRefusedException if they are too few
     */
    public void requireDescriptors(long maxDescriptors) {
        long needed = peers + SPARE_DESCRIPTORS;
        if (needed > maxDescriptors) {
            throw new BenchRefusedException(
                    Kind.USER_FIXABLE,
                    "--peers " + peers + " needs " + needed + " open files, and this process may have " + maxDescriptors
                            + ": raise the limit (ulimit -n " + needed + ") or ask for at most "
                            + Math.max(0, maxDescriptors - SPARE_DESCRIPTORS) + " peers");
        }
    }

    private static BenchRefusedException refused(String message) {
        return new BenchRefusedException(Kind.USAGE, message);
    }
}
