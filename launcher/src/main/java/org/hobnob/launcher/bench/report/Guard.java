package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hobnob.launcher.bench.load.Row;
import org.hobnob.protocol.text.SafeText;

/**
 * What a guard against going slow measured: for each workload the median of its shares of the floor, each of a pair that ran
 * one after the other.
 *
 * @param shares by workload, in order
 * @param errors how many operations failed
 */
public record Guard(Map<String, Double> shares, long errors) {
    private static final int MOST_ROWS = 100;

    /**
     * A recorded share.
     *
     * @param share of the floor
     * @param date when it was recorded, such as 2026-12-01
     * @param reason why it was recorded
     */
    public record Entry(double share, String date, String reason) {}

    /**
     * What a file records.
     *
     * @param entries by workload, in order
     */
    public record Record(Map<String, Entry> entries) {
        public static final Record EMPTY = new Record(Map.of());

        /** Reads a record; entries that are not readable are left out. */
        public static Record of(JsonObject json) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            if (json.getValue("shares") instanceof JsonArray all) {
                all.stream()
                        .limit(MOST_ROWS)
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(one ->
                                one.getValue("workload") instanceof String && one.getValue("ofFloor") instanceof Number)
                        .forEach(one -> entries.put(
                                SafeText.of(one.getString("workload")),
                                new Entry(
                                        one.getDouble("ofFloor"),
                                        String.valueOf(one.getValue("recorded")),
                                        String.valueOf(one.getValue("reason")))));
            }
            return new Record(entries);
        }

        /** What {@link #of} reads. */
        public JsonObject json() {
            JsonArray all = new JsonArray();
            entries.forEach((workload, entry) -> all.add(new JsonObject()
                    .put("workload", workload)
                    .put("ofFloor", entry.share())
                    .put("recorded", entry.date())
                    .put("reason", entry.reason())));
            return new JsonObject().put("shares", all);
        }
    }

    /** @param rows of all rounds: the first of a workload and the first of its floor are a pair, and so on */
    public static Guard of(List<Row> rows) {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        rows.forEach(row -> rates.computeIfAbsent(row.workload(), added -> new ArrayList<>())
                .add(row.measured().ratePerS()));
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Row row : rows) {
            row.floor()
                    .filter(rates::containsKey)
                    .ifPresent(floor -> shares.computeIfAbsent(
                            row.workload(), added -> median(pairs(rates.get(row.workload()), rates.get(floor)))));
        }
        return new Guard(
                shares,
                rows.stream().mapToLong(row -> row.measured().errorCount()).sum());
    }

    private static List<Double> pairs(List<Double> rates, List<Double> floors) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(rates.size(), floors.size()); i++) {
            ratios.add(floors.get(i) > 0 ? rates.get(i) / floors.get(i) : 0);
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** The workloads that reach less than three quarters of their recorded share, or that are recorded and did not run. */
    public List<String> slower(Record recorded) {
        return recorded.entries().entrySet().stream()
                .filter(entry -> shares.getOrDefault(entry.getKey(), 0.0)
                        < Comparison.SLOWER * entry.getValue().share())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A record of this run's shares. */
    public Record recorded(Record before, String reason, LocalDate date) {
        Map<String, Entry> entries = new LinkedHashMap<>(before.entries());
        shares.forEach((workload, share) ->
                entries.put(workload, new Entry(Math.round(share * 1_000) / 1_000.0, date.toString(), reason)));
        return new Record(entries);
    }

    /** What was measured beside what is recorded, as lines for the screen. */
    public String table(Record recorded) {
        List<String> slower = slower(recorded);
        StringBuilder text = new StringBuilder("%-30s %9s %9s%n".formatted("share of the floor", "recorded", "now"));
        Map<String, Double> all = new LinkedHashMap<>(shares);
        recorded.entries().keySet().forEach(workload -> all.putIfAbsent(workload, 0.0));
        all.forEach((workload, share) -> text.append(String.format(
                Locale.ROOT,
                "%-30s %9s %9.3f%s%n",
                workload,
                recorded.entries().containsKey(workload)
                        ? String.format(
                                Locale.ROOT,
                                "%.3f",
                                recorded.entries().get(workload).share())
                        : "",
                share,
                slower.contains(workload) ? "  slower" : "")));
        if (errors > 0) {
            text.append(errors).append(" operations failed: the figures say nothing.\n");
        }
        return text.append(
                        slower.isEmpty()
                                ? "Nothing reaches less than " + Comparison.SLOWER + " of what is recorded.\n"
                                : slower.stream()
                                        .collect(Collectors.joining(
                                                "; ",
                                                "Less than " + Comparison.SLOWER + " of what is recorded: ",
                                                ". If that must be, record it with --record and the reason.\n")))
                .toString();
    }
}
