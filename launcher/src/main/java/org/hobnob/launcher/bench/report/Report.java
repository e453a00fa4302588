package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.load.BenchResults;
import org.hobnob.launcher.bench.load.IdleResult;
import org.hobnob.launcher.bench.load.Row;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * The results of a load run, as a table for people and as JSON for programs.
 *
 * @param head the circumstances of the run
 * @param complaints warnings and errors of the registry's log
 */
public record Report(ReportHead head, BenchResults results, List<String> complaints) {
    private static final String COLUMNS = "%-46s %5s %9s %6s %10s %8s %9s %9s %9s %9s %6s %6s %9s%n";
    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_KB = 1e3;

    public Report {
        complaints = List.copyOf(complaints);
    }

    /** The results as lines for the screen. */
    public String table() {
        StringBuilder text = new StringBuilder("hobnob bench\n");
        head.lines().forEach((label, line) -> text.append("%-11s%s%n".formatted(label, line)));
        text.append("%-11s%s%n%n".formatted("key", results.pin()));
        text.append(COLUMNS.formatted(
                "workload",
                "conns",
                "count",
                "errors",
                "rate/s",
                "of floor",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "max ms",
                "reg",
                "gen",
                "reg µs/op"));
        results.rows().forEach(row -> text.append(line(row)));
        text.append(
                "\nfloor: the least that this machine needs, an echo on the same TLS, or the hash library alone; of floor: the"
                        + " row's rate divided by its floor's.\n"
                        + "reg and gen: cores that the registry (or the echo) and the generator kept busy; reg µs/op: its CPU"
                        + " time for each operation.\n");
        text.append(idle(results.idle()));
        if (results.floorBytes().isPresent()) {
            text.append("    an open connection takes " + kilobytes(results.floorBytes())
                    + " of the echo's memory (rough as well)\n");
        }
        complaints.forEach(line -> text.append("registry's log: ").append(line).append('\n'));
        return text.toString();
    }

    private String line(Row row) {
        Latencies measured = row.measured();
        String workload =
                row.workload() + row.hash().map(cost -> " [" + cost + "]").orElse("");
        String line = COLUMNS.formatted(
                workload,
                row.connections(),
                measured.count(),
                measured.errorCount(),
                number("%.1f", measured.ratePerS()),
                share(row),
                number("%.2f", measured.percentileMs(50)),
                number("%.2f", measured.percentileMs(90)),
                number("%.2f", measured.percentileMs(99)),
                number("%.2f", measured.maxMs()),
                number("%.2f", measured.registryCores()),
                number("%.2f", measured.generatorCores()),
                number("%.0f", measured.registryUsPerOperation()));
        return measured.errorKinds().isEmpty() ? line : line + "    errors: " + kinds(measured) + "\n";
    }

    private String share(Row row) {
        OptionalDouble share = results.ofFloor(row);
        return share.isPresent() ? number("%.2f", share.getAsDouble()) : "";
    }

    private static String kinds(Latencies measured) {
        return measured.errorKinds().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String idle(IdleResult idle) {
        return "idle peers: %d (%d native, %d original); %d of %d answers lost; %d original keep-alives, which get none; %d false timeouts%n"
                        .formatted(
                                idle.peers(),
                                idle.natives(),
                                idle.originals(),
                                idle.unanswered(),
                                idle.asked(),
                                idle.bare(),
                                idle.falseTimeouts())
                + "    registry's CPU: " + cores(idle.cores()) + " with them, " + cores(idle.coresAlone())
                + " with nobody online: " + cores(idle.coresPerThousand()) + " for 1,000 peers\n"
                + "    registry's memory (RSS): " + megabytes(idle.residentBytes()) + " with them, "
                + megabytes(idle.residentAloneBytes()) + " with nobody online, after the load: "
                + kilobytes(idle.bytesPerPeer()) + " a peer (rough: the heap grows by itself; below 1,000 peers that is"
                + " most of it)\n";
    }

    private static String cores(OptionalDouble cores) {
        return cores.isPresent() ? number("%.3f", cores.getAsDouble()) + " cores" : "?";
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? number("%.0f", bytes.getAsLong() / BYTES_PER_MB) + " MB" : "?";
    }

    private static String kilobytes(OptionalLong bytes) {
        return bytes.isPresent() ? number("%.1f", bytes.getAsLong() / BYTES_PER_KB) + " KB" : "?";
    }

    /** The results as JSON. Unknown values are null. */
    public JsonObject json() {
        JsonObject lines = new JsonObject();
        head.lines().forEach(lines::put);
        return new JsonObject()
                .put("head", lines.put("key", results.pin()))
                .put("errors", results.errors())
                .put(
                        "workloads",
                        new JsonArray(results.rows().stream().map(this::json).toList()))
                .put("idle", json(results.idle()).put("floorBytes", orNull(results.floorBytes())))
                .put("complaints", new JsonArray(complaints));
    }

    private JsonObject json(Row row) {
        Latencies measured = row.measured();
        JsonObject kinds = new JsonObject();
        measured.errorKinds().forEach(kinds::put);
        return new JsonObject()
                .put("workload", row.workload())
                .put("floor", row.floor().orElse(null))
                .put("ofFloor", orNull(results.ofFloor(row)))
                .put("hash", row.hash().orElse(null))
                .put("connections", row.connections())
                .put("count", measured.count())
                .put("errors", measured.errorCount())
                .put("errorKinds", kinds)
                .put("seconds", measured.seconds())
                .put("ratePerS", measured.ratePerS())
                .put("p50Ms", measured.percentileMs(50))
                .put("p90Ms", measured.percentileMs(90))
                .put("p99Ms", measured.percentileMs(99))
                .put("maxMs", measured.maxMs())
                .put("distribution", distribution(measured))
                .put("registryCores", measured.registryCores())
                .put("registryUsPerOperation", measured.registryUsPerOperation())
                .put("generatorCores", measured.generatorCores());
    }

    static JsonArray distribution(Latencies measured) {
        JsonArray points = new JsonArray();
        measured.distributionMs().forEach((percent, ms) -> points.add(new JsonArray(List.of(percent, ms))));
        return points;
    }

    private static JsonObject json(IdleResult idle) {
        return new JsonObject()
                .put("natives", idle.natives())
                .put("originals", idle.originals())
                .put("asked", idle.asked())
                .put("unanswered", idle.unanswered())
                .put("bare", idle.bare())
                .put("falseTimeouts", idle.falseTimeouts())
                .put("cores", orNull(idle.cores()))
                .put("coresAlone", orNull(idle.coresAlone()))
                .put("coresPerThousandPeers", orNull(idle.coresPerThousand()))
                .put("residentBytes", orNull(idle.residentBytes()))
                .put("residentAloneBytes", orNull(idle.residentAloneBytes()))
                .put("bytesPerPeer", orNull(idle.bytesPerPeer()));
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
