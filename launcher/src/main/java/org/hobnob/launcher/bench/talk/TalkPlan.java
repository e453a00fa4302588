package org.hobnob.launcher.bench.talk;

import java.util.List;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;

/**
 * What peers send to each other, and for how long.
 *
 * @param rooms whether they talk in rooms; otherwise one to one
 * @param members the sizes of the rooms to measure in turn, each 2 to {@value #MAX_MEMBERS}
 * @param durationMs how long each workload runs, in milliseconds
 * @param ratePerS messages per second while latencies are measured, 1 to {@value #MAX_RATE}
 */
public record TalkPlan(boolean rooms, List<Integer> members, long durationMs, int ratePerS) {
    public static final int MAX_MEMBERS = 100;
    public static final int MAX_RATE = 1_000;
    private static final long MAX_DURATION_MS = 600_000;

    /** @throws BenchRefusedException if a number is out of range */
    public TalkPlan {
        members = List.copyOf(members);
        if (members.isEmpty() || members.stream().anyMatch(count -> count < 2 || count > MAX_MEMBERS)) {
            throw refused("--members must be 2 to " + MAX_MEMBERS + ", several with commas between them");
        }
        if (durationMs < 1 || durationMs > MAX_DURATION_MS) {
            throw refused("--seconds must be 1 to " + MAX_DURATION_MS / 1_000);
        }
        if (ratePerS < 1 || ratePerS > MAX_RATE) {
            throw refused("--rate must be 1 to " + MAX_RATE);
        }
    }

    private static BenchRefusedException refused(String message) {
        return new BenchRefusedException(Kind.USAGE, message);
    }

    /** The most peers online at the same time. */
    public int peers() {
        return rooms ? members.stream().mapToInt(Integer::intValue).max().orElseThrow() : 2;
    }
}
