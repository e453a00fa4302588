package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Numbered;
import org.hobnob.launcher.bench.talk.EverybodyPlan;
import org.hobnob.launcher.bench.talk.EverybodyResults;

/**
 * What became of the lines of people who talk at the same time, as a table and as JSON.
 *
 * @param head the circumstances of the run, by label, in order
 */
public record EverybodyReport(Map<String, String> head, EverybodyPlan plan, EverybodyResults results) {
    private static final double BYTES_PER_MB = 1e6;

    /** @param repeat the command line that repeats the run */
    public static EverybodyReport of(EverybodyResults results, EverybodyPlan plan, String repeat, Instant now) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        head.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + ReportHead.options());
        head.put("machine", ReportHead.machine());
        head.put(
                "peers",
                plan.peers() + " whole peers without consoles in " + results.processes() + " processes, " + plan.rooms()
                        + " sealed rooms of " + plan.members());
        head.put(
                "load",
                "each says a line of " + Numbered.BYTES + " bytes a second for " + plan.seconds()
                        + " s; a line is shown to " + (plan.members() - 1) + " others");
        head.put("repeat", repeat);
        return new EverybodyReport(head, plan, results);
    }

    /** Whether every line was shown to everybody who was to read it, and to nobody twice. */
    public boolean isComplete() {
        return results.shown() == plan.expected() && results.twice() == 0;
    }

    private Map<String, String> figures() {
        Latencies measured = results.measured();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("lines shown", "%,d of %,d".formatted(results.shown(), plan.expected()));
        figures.put("shown twice", Long.toString(results.twice()));
        figures.put("until shown, p50", number("%.1f ms", measured.percentileMs(50)));
        figures.put("until shown, p99", number("%.1f ms", measured.percentileMs(99)));
        figures.put("until shown, longest", number("%.1f ms", measured.maxMs()));
        figures.put("registry's CPU", number("%.3f cores", results.registryCores()));
        figures.put("peers' CPU", number("%.3f cores", results.peerCores()));
        figures.put("a peer's memory", number("%.1f MB", results.peerBytes() / BYTES_PER_MB));
        results.registryBytes()
                .ifPresent(bytes -> figures.put("registry's memory", number("%.0f MB", bytes / BYTES_PER_MB)));
        measured.errorKinds().forEach((kind, count) -> figures.put("failed: " + kind, Long.toString(count)));
        return figures;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The results as lines for the screen. */
    public String table() {
        StringBuilder text = new StringBuilder("hobnob bench\n");
        head.forEach((label, line) -> text.append("%-11s%s%n".formatted(label, line)));
        text.append('\n');
        figures().forEach((label, figure) -> text.append("%-24s%s%n".formatted(label, figure)));
        return text.toString();
    }

    /** The results as a table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        head.forEach((label, line) ->
                text.append("- ").append(label).append(": ").append(line).append('\n'));
        text.append("\n| | |\n|---|---|\n");
        figures()
                .forEach((label, figure) -> text.append("| ")
                        .append(label)
                        .append(" | ")
                        .append(figure)
                        .append(" |\n"));
        return text.toString();
    }

    /** The results as JSON. */
    public JsonObject json() {
        JsonObject lines = new JsonObject();
        head.forEach(lines::put);
        Latencies measured = results.measured();
        JsonObject kinds = new JsonObject();
        measured.errorKinds().forEach(kinds::put);
        JsonObject row = new JsonObject()
                .put("workload", "everybody talks, until shown")
                .put("count", measured.count())
                .put("errors", measured.errorCount())
                .put("errorKinds", kinds)
                .put("ratePerS", measured.ratePerS())
                .put("p50Ms", measured.percentileMs(50))
                .put("p99Ms", measured.percentileMs(99))
                .put("distribution", Report.distribution(measured));
        JsonObject crowd = new JsonObject()
                .put("peers", plan.peers())
                .put("rooms", plan.rooms())
                .put("expected", plan.expected())
                .put("shown", results.shown())
                .put("twice", results.twice())
                .put("registryCores", results.registryCores())
                .put("peerCores", results.peerCores())
                .put("bytesPerPeer", results.peerBytes());
        return new JsonObject()
                .put("head", lines)
                .put("workloads", new JsonArray().add(row))
                .put("crowd", crowd);
    }
}
