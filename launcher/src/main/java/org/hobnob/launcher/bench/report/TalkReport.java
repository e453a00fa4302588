package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Numbered;
import org.hobnob.launcher.bench.talk.TalkPlan;
import org.hobnob.launcher.bench.talk.TalkResults;
import org.hobnob.launcher.bench.talk.TalkRow;
import org.hobnob.launcher.bench.target.Target;

/**
 * The results of a talk run, as a table for people and as JSON for programs.
 *
 * @param head the circumstances of the run, by label, in order
 */
public record TalkReport(Map<String, String> head, TalkResults results) {
    private static final String COLUMNS = "%-56s %7s %8s %7s %8s %8s %8s %8s %8s %8s%n";

    /** @param repeat the command line that repeats the run */
    public static TalkReport of(TalkResults results, Target target, TalkPlan plan, String repeat, Instant now) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        head.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + ReportHead.options());
        head.put("machine", ReportHead.machine());
        head.put("tls engine", target.engine().name().toLowerCase(Locale.ROOT));
        head.put(
                "peers",
                plan.peers() + " whole peers in this process, without consoles, each with one event loop, two workers"
                        + " and a profile in the temporary folder; the registry is a process beside it");
        head.put(
                "load",
                plan.ratePerS() + " messages of " + Numbered.BYTES + " bytes a second for "
                        + plan.durationMs() / 1_000.0 + " s, then as many as go");
        head.put("repeat", repeat);
        return new TalkReport(head, results);
    }

    /** The results as lines for the screen. */
    public String table() {
        StringBuilder text = new StringBuilder("hobnob bench\n");
        head.forEach((label, line) -> text.append("%-11s%s%n".formatted(label, line)));
        text.append('\n')
                .append(COLUMNS.formatted(
                        "workload",
                        "members",
                        "messages",
                        "errors",
                        "rate/s",
                        "p50 ms",
                        "p99 ms",
                        "max ms",
                        "snd µs",
                        "rcv µs"));
        results.rows().forEach(row -> text.append(line(row)));
        return text.append(
                        "\nsnd, rcv: CPU time of the sender's threads, and of a receiver's, for each message, with all"
                                + " that it brings about (acknowledgements, disk); without GC and JIT.\n")
                .toString();
    }

    /** The results as a table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        head.forEach((label, line) ->
                text.append("- ").append(label).append(": ").append(line).append('\n'));
        text.append("\n| | members | a second | p50 ms | p99 ms | CPU sender, receiver µs | errors |\n")
                .append("|---".repeat(7))
                .append("|\n");
        results.rows()
                .forEach(row -> text.append("| " + row.workload() + " | " + row.members() + " | "
                        + number("%,.0f", row.ratePerS()) + " | "
                        + number("%.1f", row.measured().percentileMs(50)) + " | "
                        + number("%.1f", row.measured().percentileMs(99)) + " | " + number("%,.0f", row.senderUs())
                        + ", "
                        + number("%,.0f", row.receiverUs()) + " | "
                        + row.measured().errorCount() + " |\n"));
        return text.toString();
    }

    private static String line(TalkRow row) {
        Latencies measured = row.measured();
        String line = COLUMNS.formatted(
                row.workload(),
                row.members(),
                row.messages(),
                measured.errorCount(),
                number("%.0f", row.ratePerS()),
                number("%.2f", measured.percentileMs(50)),
                number("%.2f", measured.percentileMs(99)),
                number("%.2f", measured.maxMs()),
                number("%.0f", row.senderUs()),
                number("%.0f", row.receiverUs()));
        return measured.errorKinds().isEmpty()
                ? line
                : line + "    errors: "
                        + measured.errorKinds().entrySet().stream()
                                .map(kind -> kind.getValue() + " × " + kind.getKey())
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + "\n";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The results as JSON. */
    public JsonObject json() {
        JsonObject lines = new JsonObject();
        head.forEach(lines::put);
        return new JsonObject()
                .put("head", lines)
                .put("errors", results.errors())
                .put(
                        "workloads",
                        new JsonArray(
                                results.rows().stream().map(TalkReport::json).toList()));
    }

    private static JsonObject json(TalkRow row) {
        Latencies measured = row.measured();
        return new JsonObject()
                .put("workload", row.workload())
                .put("members", row.members())
                .put("messages", row.messages())
                .put("arrivals", measured.count())
                .put("errors", measured.errorCount())
                .put("seconds", row.seconds())
                .put("ratePerS", row.ratePerS())
                .put("p50Ms", measured.percentileMs(50))
                .put("p99Ms", measured.percentileMs(99))
                .put("maxMs", measured.maxMs())
                .put("distribution", Report.distribution(measured))
                .put("senderUs", row.senderUs())
                .put("receiverUs", row.receiverUs());
    }
}
