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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.load.BenchResults;
import org.hobnob.launcher.bench.load.Row;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * The same workloads with more and more peers.
 *
 * @param head the circumstances of the runs, by label, in order
 * @param sizes in the order in which they ran
 */
public record GrowthReport(Map<String, String> head, List<Size> sizes) {
    private static final double BYTES_PER_MB = 1e6;
    private static final List<String> COLUMNS = List.of(
            "peers online",
            "connections/s",
            "of floor",
            "searches/s",
            "of floor",
            "p50, p99 ms",
            "lists/s",
            "memory MB",
            "KB a peer",
            "cores, idle",
            "false timeouts",
            "errors");

    /**
     * One size.
     *
     * @param peers how many were wanted
     */
    public record Size(int peers, BenchResults results) {
        private Latencies measured(String beginning) {
            return results.rows().stream()
                    .filter(row -> row.workload().startsWith(beginning))
                    .map(Row::measured)
                    .findFirst()
                    .orElseGet(Latencies::new);
        }

        private OptionalDouble ofFloor(String workload) {
            return results.row(workload).map(results::ofFloor).orElseGet(OptionalDouble::empty);
        }
    }

    public GrowthReport {
        sizes = List.copyOf(sizes);
    }

    /** @param repeat the command line that repeats the runs */
    public static GrowthReport of(List<Size> sizes, String version, String settings, String repeat, Instant now) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        head.put("registry", "hobnob " + version + ", a new one for each size, " + settings);
        head.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + ReportHead.options());
        head.put("machine", ReportHead.machine());
        head.put("repeat", repeat);
        return new GrowthReport(head, sizes);
    }

    /** How many operations failed, at all sizes. */
    public long errors() {
        return sizes.stream().mapToLong(size -> size.results().errors()).sum();
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        sizes.forEach(size -> lines.add(line(size)));
        return lines;
    }

    private static List<String> line(Size size) {
        Latencies search = size.measured("search");
        return List.of(
                number("%,.0f", size.results().idle().peers()),
                number("%,.0f", size.measured("connect").ratePerS()),
                share(size.ofFloor("connect, TLS, hello")),
                number("%,.0f", search.ratePerS()),
                share(size.ofFloor("search")),
                number("%.2f", search.percentileMs(50)) + ", " + number("%.1f", search.percentileMs(99)),
                number("%,.0f", size.measured("list").ratePerS()),
                scaled(size.results().idle().residentBytes(), BYTES_PER_MB),
                scaled(size.results().idle().bytesPerPeer(), 1e3),
                cores(size.results().idle().cores()),
                Long.toString(size.results().idle().falseTimeouts()),
                Long.toString(size.results().errors()));
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? number("%.2f", share.getAsDouble()) : "";
    }

    private static String scaled(OptionalLong bytes, double unit) {
        return bytes.isPresent() ? number("%,.0f", bytes.getAsLong() / unit) : "";
    }

    private static String cores(OptionalDouble cores) {
        return cores.isPresent() ? number("%.3f", cores.getAsDouble()) : "";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The results as lines for the screen. */
    public String table() {
        StringBuilder text = new StringBuilder("hobnob bench\n");
        head.forEach((label, line) -> text.append("%-11s%s%n".formatted(label, line)));
        text.append('\n');
        lines().forEach(line -> text.append(
                        line.stream().map(cell -> "%14s".formatted(cell)).collect(Collectors.joining("")))
                .append('\n'));
        return text.toString();
    }

    /** The results as a table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        head.forEach((label, line) ->
                text.append("- ").append(label).append(": ").append(line).append('\n'));
        text.append('\n');
        List<List<String>> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---".repeat(COLUMNS.size())).append("|\n");
            }
        }
        return text.toString();
    }

    /** The results as JSON. */
    public JsonObject json() {
        JsonObject lines = new JsonObject();
        head.forEach(lines::put);
        JsonArray growth = new JsonArray();
        sizes.forEach(size -> growth.add(json(size)));
        return new JsonObject().put("head", lines).put("errors", errors()).put("growth", growth);
    }

    private static JsonObject json(Size size) {
        JsonObject json = new JsonObject()
                .put("peers", size.results().idle().peers())
                .put("errors", size.results().errors())
                .put("falseTimeouts", size.results().idle().falseTimeouts());
        size.results().idle().residentBytes().ifPresent(bytes -> json.put("residentBytes", bytes));
        size.results().idle().residentAloneBytes().ifPresent(bytes -> json.put("residentAloneBytes", bytes));
        size.results().idle().cores().ifPresent(cores -> json.put("cores", cores));
        size.results().idle().coresAlone().ifPresent(cores -> json.put("coresAlone", cores));
        size.results().floorBytes().ifPresent(bytes -> json.put("floorBytes", bytes));
        put(json, size, "connect", "connect, TLS, hello", "floor: connect, TLS, echo");
        put(json, size, "search", "search", "floor: echo");
        put(json, size, "list", "list", "floor: echo of these pages");
        return json;
    }

    private static void put(JsonObject json, Size size, String name, String workload, String floor) {
        Map<String, ToDoubleFunction<Latencies>> figures = Map.of(
                "PerS", Latencies::ratePerS,
                "P50Ms", measured -> measured.percentileMs(50),
                "P99Ms", measured -> measured.percentileMs(99));
        figures.forEach((figure, of) -> {
            json.put(name + figure, of.applyAsDouble(size.measured(workload)));
            json.put(name + "Floor" + figure, of.applyAsDouble(size.measured(floor)));
        });
    }
}
