package org.hobnob.launcher.bench.report.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A row of results, read from JSON. What is missing there is 0 or empty.
 *
 * @param ratePerS operations (or messages) a second
 * @param floor the workload that is the yardstick; empty for none
 * @param ofFloor the rate divided by the floor's
 * @param distribution the latency in milliseconds that a percentage did not exceed, in ascending order
 */
record Measured(
        String workload,
        String hash,
        long count,
        long errors,
        double ratePerS,
        String floor,
        OptionalDouble ofFloor,
        List<Point> distribution,
        double registryUs) {
    private static final int MOST_ROWS = 200;
    private static final int MOST_POINTS = 50;
    private static final int LONGEST_NAME = 200;
    private static final String STORM = "storm: ";
    private static final String FLOOR = "floor: ";

    /** A percentage of operations, and the milliseconds within which they were done. */
    record Point(double percent, double ms) {}

    /** The rows of a run. */
    static List<Measured> of(JsonObject run) {
        return Fields.objects(run, "workloads").stream()
                .limit(MOST_ROWS)
                .map(Measured::row)
                .toList();
    }

    private static Measured row(JsonObject json) {
        return new Measured(
                text(json, "workload"),
                text(json, "hash"),
                (long) Fields.number(json, "count").orElse(0),
                (long) Fields.number(json, "errors").orElse(0),
                Fields.number(json, "ratePerS").orElse(0),
                text(json, "floor"),
                Fields.number(json, "ofFloor"),
                distribution(json),
                Fields.number(json, "registryUsPerOperation").orElse(0));
    }

    private static String text(JsonObject json, String key) {
        String text = Fields.text(json, key);
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }

    private static List<Point> distribution(JsonObject json) {
        List<Point> points = new ArrayList<>();
        if (json.getValue("distribution") instanceof JsonArray all) {
            all.stream().limit(MOST_POINTS).forEach(one -> {
                if (one instanceof JsonArray pair
                        && pair.size() == 2
                        && pair.getValue(0) instanceof Number percent
                        && pair.getValue(1) instanceof Number ms) {
                    points.add(new Point(percent.doubleValue(), ms.doubleValue()));
                }
            });
        }
        return points;
    }

    boolean isFloor() {
        return workload.startsWith(FLOOR);
    }

    boolean isStorm() {
        return workload.startsWith(STORM);
    }

    /** The milliseconds within which this percentage was done; the next higher one that is known; 0 if none is. */
    double ms(double percent) {
        return distribution.stream()
                .filter(point -> point.percent() >= percent)
                .mapToDouble(Point::ms)
                .findFirst()
                .orElse(0);
    }
}
