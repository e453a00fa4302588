package org.hobnob.launcher.bench.hostile;

import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.hostile.attack.Kind;
import org.hobnob.launcher.bench.hostile.attack.Kinds;
import org.hobnob.launcher.bench.measure.BenchRefusedException;

/**
 * What is to be run.
 *
 * @param kinds the attacks, one after the other, each on a registry of its own
 * @param quietMs how long the honest user is watched before the attack, in milliseconds
 * @param withFloor whether the echo is measured first
 */
public record HostilePlan(List<Kind> kinds, long quietMs, boolean withFloor) {
    /** All kinds. */
    public static final String ALL = "all";

    /** Only the floor. */
    public static final String FLOOR = "echo";

    private static final int MOST_S = 60;
    private static final long MS_PER_S = 1_000;

    /** Attackers must be gone after five seconds; this is how much longer they are watched. */
    private static final long LONGER_MS = 2_000;

    /**
     * Makes a plan.
     *
     * @param name of a kind, {@value #ALL} or {@value #FLOOR}
     * @param seconds how long the honest user is watched before the attack, 1 to {@value #MOST_S}
     * @throws BenchRefusedException if there is no such kind, or the number is out of range
     */
    public static HostilePlan of(String name, int seconds) {
        if (seconds < 1 || seconds > MOST_S) {
            throw refused("--seconds must be 1 to " + MOST_S + " with --hostile");
        }
        long quietMs = seconds * MS_PER_S;
        if (name.equals(ALL) || name.equals(FLOOR)) {
            return new HostilePlan(name.equals(ALL) ? Kinds.all() : List.of(), quietMs, true);
        }
        Kind kind = Kinds.of(name)
                .orElseThrow(() -> refused("--hostile must be " + ALL + ", " + FLOOR + ", "
                        + Kinds.all().stream().map(Kind::name).collect(Collectors.joining(", "))
                        + ", not " + name));
        return new HostilePlan(List.of(kind), quietMs, false);
    }

    /** How long an attack goes on, in milliseconds. */
    public long attackMs() {
        return quietMs + LONGER_MS;
    }

    private static BenchRefusedException refused(String message) {
        return new BenchRefusedException(BenchRefusedException.Kind.USAGE, message);
    }
}
