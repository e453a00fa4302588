package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hobnob.launcher.bench.hostile.HostilePlan;
import org.hobnob.launcher.bench.hostile.HostileResults;
import org.hobnob.launcher.bench.hostile.HostileRow;
import org.hobnob.launcher.bench.hostile.Phase;
import org.hobnob.launcher.bench.hostile.ResourceWatch.Peak;
import org.hobnob.launcher.bench.hostile.Verdict;
import org.hobnob.launcher.bench.hostile.attack.AttackReport;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * The results of a hostile run, as a table for people, as one in Markdown, and as JSON for programs.
 *
 * @param head the circumstances of the run, by label, in order
 */
public record HostileReport(Map<String, String> head, HostileResults results) {
    private static final List<String> COLUMNS = List.of(
            "attack",
            "before: p50, p99, max ms",
            "during: p50, p99, max ms",
            "failed",
            "newcomers ms",
            "RSS MB",
            "files",
            "greeted after ms",
            "attackers",
            "verdict");
    private static final String LEGEND = """
            before, during: an honest user's 20 requests a second, timed from when each was planned; failed: that user's
            requests, bystanders thrown out, newcomers not let in. newcomers: one new connection a second, median and
            longest before -> during; with hash… they log in with a password. RSS, files: the registry's before -> highest.
            attackers: where they must be cut, how long one's connection lasted at most.
            """;
    private static final double BYTES_PER_MB = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final String NONE = "–";

    /** @param repeat the command line that repeats the run */
    public static HostileReport of(
            HostileResults results, HostilePlan plan, String version, String settings, String repeat, Instant now) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        head.put("registry", "hobnob " + version + ", a new one for each row, " + settings);
        head.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        head.put("machine", ReportHead.machine());
        head.put("cores", results.cores());
        head.put(
                "phases",
                plan.quietMs() / 1_000 + " s before, " + plan.attackMs() / 1_000
                        + " s of attack; honest users at 127.0.0.1 and 127.0.0.2, attackers at 127.0.1.1 to 127.0.1.99");
        head.put("repeat", repeat);
        return new HostileReport(head, results);
    }

    /** The results as lines for the screen. */
    public String table() {
        List<List<String>> lines = lines();
        int[] widths = new int[COLUMNS.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder("hobnob bench\n");
        head.forEach((label, line) -> text.append("%-11s%s%n".formatted(label, line)));
        text.append('\n');
        lines.forEach(line -> {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                row.append(("%-" + widths[i] + "s  ").formatted(line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        });
        return text.append('\n').append(LEGEND).toString();
    }

    /** The results as a table in Markdown. */
    public String markdown() {
        List<List<String>> lines = lines();
        StringBuilder text = new StringBuilder();
        head.forEach((label, line) ->
                text.append("- ").append(label).append(": ").append(line).append('\n'));
        text.append('\n')
                .append(markdown(lines.get(0)))
                .append("|---".repeat(COLUMNS.size()))
                .append("|\n");
        lines.stream().skip(1).forEach(line -> text.append(markdown(line)));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        results.floor()
                .ifPresent(floor -> lines.add(List.of(
                        HostilePlan.FLOOR,
                        latency(floor.requests()),
                        NONE,
                        Long.toString(floor.failures()),
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        "the floor")));
        results.rows().forEach(row -> lines.add(line(row)));
        results.unmeasured()
                .forEach((kind, why) -> lines.add(
                        List.of(kind, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, "not measured: " + why)));
        return lines;
    }

    private static List<String> line(HostileRow row) {
        return List.of(
                row.kind().name(),
                latency(row.before().requests()),
                latency(row.during().requests()),
                Long.toString(row.during().failures()),
                newcomers(row.before()) + " -> " + newcomers(row.during()),
                peak(row.resident(), BYTES_PER_MB),
                peak(row.descriptors(), 1),
                row.greetedMs().isPresent() ? Long.toString(row.greetedMs().getAsLong()) : "never",
                attackers(row),
                Verdict.of(row).words());
    }

    private static String latency(Latencies measured) {
        return number("%.1f", measured.percentileMs(50)) + ", " + number("%.1f", measured.percentileMs(99)) + ", "
                + number("%.1f", measured.maxMs());
    }

    private static String newcomers(Phase phase) {
        return number("%.0f", phase.newcomers().percentileMs(50)) + ", "
                + number("%.0f", phase.newcomers().maxMs());
    }

    private static String peak(Peak peak, double unit) {
        return number("%.0f", peak.before() / unit) + " -> " + number("%.0f", peak.highest() / unit);
    }

    private static String attackers(HostileRow row) {
        AttackReport attackers = row.attackers();
        List<String> said = new ArrayList<>();
        if (row.kind().mustBeCut()) {
            said.add(attackers.opened() + " let in, " + attackers.failed() + " not, "
                    + number("%.1f s at most", attackers.longestNs() / NS_PER_S));
        }
        if (attackers.sent() > 0) {
            said.add(attackers.sent() + " sent");
        }
        if (attackers.told() > 0) {
            said.add(attackers.told() + " told to slow down");
        }
        if (!row.kind().mustBeCut() && attackers.opened() > 0) {
            said.add(attackers.opened() + " connections, " + attackers.failed() + " refused");
        }
        return said.isEmpty() ? NONE : String.join(", ", said);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The results as JSON. */
    public JsonObject json() {
        JsonObject lines = new JsonObject();
        head.forEach(lines::put);
        JsonObject unmeasured = new JsonObject();
        results.unmeasured().forEach(unmeasured::put);
        return new JsonObject()
                .put("head", lines)
                .put("misses", results.misses())
                .put("unmeasured", unmeasured)
                .put("floor", results.floor().map(HostileReport::json).orElse(null))
                .put(
                        "rows",
                        new JsonArray(
                                results.rows().stream().map(HostileReport::json).toList()));
    }

    private static JsonObject json(HostileRow row) {
        Verdict verdict = Verdict.of(row);
        return new JsonObject()
                .put("kind", row.kind().name())
                .put("what", row.kind().what())
                .put("first", json(row.first()))
                .put("before", json(row.before()))
                .put("during", json(row.during()))
                .put("residentBytes", json(row.resident()))
                .put("descriptors", json(row.descriptors()))
                .put("greetedMs", row.greetedMs().isPresent() ? row.greetedMs().getAsLong() : null)
                .put("mustBeCut", row.kind().mustBeCut())
                .put("attackers", row.attackers().json())
                .put("holds", verdict.holds())
                .put("misses", new JsonArray(verdict.misses()));
    }

    private static JsonObject json(Phase phase) {
        return new JsonObject()
                .put("requests", json(phase.requests()))
                .put("newcomers", json(phase.newcomers()))
                .put("expired", phase.expired());
    }

    private static JsonObject json(Latencies measured) {
        JsonObject kinds = new JsonObject();
        measured.errorKinds().forEach(kinds::put);
        return new JsonObject()
                .put("count", measured.count())
                .put("errors", measured.errorCount())
                .put("errorKinds", kinds)
                .put("p50Ms", measured.percentileMs(50))
                .put("p99Ms", measured.percentileMs(99))
                .put("maxMs", measured.maxMs());
    }

    private static JsonObject json(Peak peak) {
        return new JsonObject().put("before", peak.before()).put("highest", peak.highest());
    }
}
