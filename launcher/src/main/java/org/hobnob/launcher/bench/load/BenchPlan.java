package org.hobnob.launcher.bench.load;

import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;

/**
 * How much load, and for how long.
 *
 * @param peers simulated users, half of them native and half original, and the most connections open at a time; 2 to
 *     {@value #MAX_PEERS}
 * @param connections requests under way at a time, one on each connection, at least 1; never more than peers
 * @param durationMs how long a workload without a natural end runs, in milliseconds
 */
public record BenchPlan(int peers, int connections, long durationMs) {
    /** More than that need several addresses of origin and several generators. */
    public static final int MAX_PEERS = 10_000;

    static final long MAX_DURATION_MS = 600_000;
    /** Files, the JDK's own, datagram sockets and connections that are being closed. */
    private static final long SPARE_DESCRIPTORS = 300;

    /** @throws BenchRefusedException where a number is out of range */
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
     * Makes sure that the process may open as many files as there are peers.
     *
     * @param maxDescriptors the most this process may have open
     * @throws BenchRefusedException where they are too few
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
