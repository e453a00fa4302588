package org.hobnob.launcher.bench.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.hostile.attack.Kind;

/**
 * Whether a registry held against an attack.
 *
 * @param misses what it missed, a few words each; empty if it held
 */
public record Verdict(List<String> misses) {
    /** However quick it was before, a user does not notice this, in milliseconds. */
    static final double UNNOTICED_MS = 20;

    static final double TIMES_SLOWER = 2;

    /** A login may be computed beside one hash of the attackers, and wait for another. */
    static final double TIMES_SLOWER_LOGIN = 3;

    static final long MORE_RESIDENT_BYTES = 50_000_000;
    static final long GREETED_MS = 1_000;
    static final long CUT_NS = 5_000_000_000L;

    private static final double NS_PER_S = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    public static Verdict of(HostileRow row) {
        List<String> misses = new ArrayList<>();
        latency(row, misses);
        if (row.kind().hashes()) {
            login(row, misses);
        }
        if (row.before().failures() > 0) {
            misses.add(row.before().failures() + " failures before it");
        }
        if (row.during().failures() > 0) {
            misses.add(row.during().failures() + " failures");
        }
        long more = row.resident().growth();
        if (more > MORE_RESIDENT_BYTES) {
            misses.add(number("%.0f MB more memory", more / BYTES_PER_MB));
        }
        if (row.greetedMs().isEmpty() || row.greetedMs().getAsLong() > GREETED_MS) {
            misses.add("nobody greeted within a second afterwards");
        }
        if (row.kind().measure() != Kind.Measure.QUIET && row.attackers().isNothing()) {
            misses.add("the attackers did nothing");
        }
        if (row.kind().mustBeCut()) {
            cut(row.attackers(), misses);
        }
        return new Verdict(List.copyOf(misses));
    }

    private static void latency(HostileRow row, List<String> misses) {
        double allowedMs =
                Math.max(UNNOTICED_MS, TIMES_SLOWER * row.before().requests().percentileMs(99));
        double p99Ms = row.during().requests().percentileMs(99);
        if (Math.round(p99Ms) > Math.round(allowedMs)) {
            misses.add(number("p99 %.0f ms", p99Ms) + number(", allowed %.0f", allowedMs));
        }
    }

    private static void login(HostileRow row, List<String> misses) {
        double allowedMs = TIMES_SLOWER_LOGIN * row.before().newcomers().percentileMs(50);
        double medianMs = row.during().newcomers().percentileMs(50);
        if (Math.round(medianMs) > Math.round(allowedMs)) {
            misses.add(number("logins take %.0f ms", medianMs) + number(", allowed %.0f", allowedMs));
        }
    }

    private static void cut(AttackReport attackers, List<String> misses) {
        if (attackers.longestNs() > CUT_NS) {
            misses.add(number("attackers there for %.1f s", attackers.longestNs() / NS_PER_S)
                    + (attackers.open() > 0 ? " and still" : ""));
        }
    }

    public boolean holds() {
        return misses.isEmpty();
    }

    /** In words: "holds", or "misses: " and why. */
    public String words() {
        return holds() ? "holds" : "misses: " + String.join("; ", misses);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
