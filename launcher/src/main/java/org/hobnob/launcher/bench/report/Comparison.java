package org.hobnob.launcher.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hobnob.protocol.text.SafeText;

/**
 * A run beside an earlier one. Machines differ, and so does one machine from hour to hour, so what is compared is each
 * workload's share of its floor in its own run.
 *
 * @param lines the workloads that have a floor in both runs, in order
 * @param different those that are in both runs with another number of connections or another cost of hashes
 */
public record Comparison(List<Line> lines, List<String> different) {
    /** Below this, a workload has become slower. */
    public static final double SLOWER = 0.75;

    private static final int MOST_ROWS = 200;

    /**
     * A workload in both runs.
     *
     * @param earlier its share of the floor in the earlier run, above 0
     * @param now its share of the floor in this one
     */
    public record Line(String workload, double earlier, double now) {
        /** The ratio of the two ratios: above 1 is faster. */
        public double ratio() {
            return now / earlier;
        }

        boolean isSlower() {
            return ratio() < SLOWER;
        }
    }

    public Comparison {
        lines = List.copyOf(lines);
        different = List.copyOf(different);
    }

    /** What of a row decides which other rows it can be compared with. */
    private record Conditions(String hash, String connections) {}

    private record Share(Conditions conditions, double ofFloor) {}

    /** Compares the JSON of two runs, whatever is in it; what is not in both is left out. */
    public static Comparison of(JsonObject earlier, JsonObject now) {
        Map<String, Share> before = shares(earlier);
        List<Line> lines = new ArrayList<>();
        List<String> different = new ArrayList<>();
        shares(now).forEach((workload, share) -> {
            Share then = before.get(workload);
            if (then == null || then.ofFloor() <= 0) {
                return;
            }
            if (then.conditions().equals(share.conditions())) {
                lines.add(new Line(SafeText.of(workload), then.ofFloor(), share.ofFloor()));
            } else {
                different.add(SafeText.of(workload));
            }
        });
        return new Comparison(lines, different);
    }

    private static Map<String, Share> shares(JsonObject run) {
        Map<String, Share> shares = new LinkedHashMap<>();
        if (run.getValue("workloads") instanceof JsonArray rows) {
            rows.stream().limit(MOST_ROWS).forEach(row -> {
                if (row instanceof JsonObject json
                        && json.getValue("workload") instanceof String workload
                        && json.getValue("ofFloor") instanceof Number share) {
                    Conditions conditions = new Conditions(
                            String.valueOf(json.getValue("hash")), String.valueOf(json.getValue("connections")));
                    shares.putIfAbsent(workload, new Share(conditions, share.doubleValue()));
                }
            });
        }
        return shares;
    }

    /** The workloads that are less than three quarters as fast as they were. */
    public List<String> slower() {
        return lines.stream().filter(Line::isSlower).map(Line::workload).toList();
    }

    /** The comparison as lines for the screen, with a last line that says what became slower. */
    public String table() {
        if (lines.isEmpty()) {
            return "\nThe two runs have no workload in common with a floor, as many connections and the same hash cost:"
                    + " there is nothing to compare.\n";
        }
        StringBuilder text = new StringBuilder(
                "\n%-46s %8s %8s %8s%n".formatted("compared by shares of the floor", "earlier", "now", "ratio"));
        lines.forEach(line -> text.append(String.format(
                Locale.ROOT,
                "%-46s %8.3f %8.3f %8.2f%s%n",
                line.workload(),
                line.earlier(),
                line.now(),
                line.ratio(),
                line.isSlower() ? "  slower" : "")));
        if (!different.isEmpty()) {
            text.append("Left out, since connections or hash costs differ: " + String.join("; ", different) + ".\n");
        }
        return text.append(
                        slower().isEmpty()
                                ? "Nothing became slower than " + SLOWER + " of what it was.\n"
                                : "Slower than " + SLOWER + " of what it was: " + String.join("; ", slower()) + ".\n")
                .toString();
    }

    /** The comparison as JSON. */
    public JsonArray json() {
        JsonArray all = new JsonArray();
        lines.forEach(line -> all.add(new JsonObject()
                .put("workload", line.workload())
                .put("earlier", line.earlier())
                .put("now", line.now())
                .put("ratio", line.ratio())));
        return all;
    }
}
