package org.hobnob.launcher.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws samples as SVG: one chart for each measure, one line for each process. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 160;
    private static final int MARGIN = 40;
    private static final List<String> COLORS = List.of("#1f77b4", "#d62728", "#2ca02c");
    private static final double MB = 1 << 20;

    private Plot() {}

    /** @param byProcess at most three processes */
    static String svg(Map<String, List<Sample>> byProcess) {
        String charts = chart(byProcess, "live heap, MB", 0, sample -> sample.heapBytes() / MB)
                + chart(byProcess, "descriptors", 1, Sample::descriptors)
                + chart(byProcess, "threads", 2, Sample::threads);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n%s</svg>%n",
                WIDTH,
                3 * HEIGHT,
                charts);
    }

    private static String chart(
            Map<String, List<Sample>> byProcess, String title, int row, ToDoubleFunction<Sample> value) {
        double most = byProcess.values().stream()
                .flatMap(List::stream)
                .mapToDouble(value)
                .max()
                .orElse(1);
        int top = row * HEIGHT;
        StringBuilder chart = new StringBuilder(
                String.format(Locale.ROOT, "<text x=\"4\" y=\"%d\">%s (0 to %.1f)</text>%n", top + 14, title, most));
        int number = 0;
        for (Map.Entry<String, List<Sample>> process : byProcess.entrySet()) {
            String color = COLORS.get(number % COLORS.size());
            chart.append(line(process.getValue(), top, most, color, value));
            chart.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                    200 + number * 100,
                    top + 14,
                    color,
                    process.getKey()));
            number++;
        }
        return chart.toString();
    }

    private static String line(
            List<Sample> samples, int top, double most, String color, ToDoubleFunction<Sample> value) {
        double seconds = Math.max(1, samples.get(samples.size() - 1).seconds());
        String points = samples.stream()
                .map(sample -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        sample.seconds() / seconds * WIDTH,
                        top + HEIGHT - value.applyAsDouble(sample) / Math.max(1, most) * (HEIGHT - MARGIN)))
                .collect(Collectors.joining(" "));
        return String.format("<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/>%n", color, points);
    }
}
