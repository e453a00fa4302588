package org.hobnob.launcher.bench.report.page;

import java.util.List;

/** How latencies are distributed, on one logarithmic axis. */
final class WaitBoxes {
    private final Markup markup;

    WaitBoxes(Markup markup) {
        this.markup = markup;
    }

    void write(List<Measured> rows) {
        List<Measured> timed =
                rows.stream().filter(row -> row.distribution().size() > 1).toList();
        if (timed.isEmpty()) {
            return;
        }
        Scale scale = Scale.logarithmic(timed.stream()
                .flatMap(row -> List.of(row.ms(1), row.ms(100)).stream())
                .toList());
        markup.open("section").line("h2", "How long one waits");
        markup.line(
                "p",
                "The box holds the middle half of all waits, with a line at the median. The thin line goes from the fastest"
                        + " hundredth to the slowest hundredth, and the dot is the longest wait of all. Each step to the right"
                        + " is ten times longer.");
        markup.open("div", "class", "waits");
        timed.forEach(row -> box(row, scale));
        axis(scale);
        markup.close(2);
    }

    private void box(Measured row, Scale scale) {
        markup.open("div", "class", row.isFloor() ? "wait floor" : "wait")
                .line("span", row.workload(), "class", "label");
        markup.open("span", "class", "plot");
        scale.ticks().forEach(tick -> part("grid", scale.at(tick), -1));
        part("whisker", scale.at(row.ms(1)), scale.at(row.ms(99)));
        part("box", scale.at(row.ms(25)), scale.at(row.ms(75)));
        part("median", scale.at(row.ms(50)), -1);
        part("longest", scale.at(row.ms(100)), -1);
        markup.close()
                .line("span", Figures.time(row.ms(50)) + ", 99 %: " + Figures.time(row.ms(99)), "class", "value")
                .close();
    }

    /** @param to below 0 for a mark without a width */
    private void part(String style, double from, double to) {
        String place = "left:" + Figures.plain(100 * from) + "%";
        markup.line(
                "i",
                "",
                "class",
                style,
                "style",
                to < 0 ? place : place + ";width:" + Figures.plain(100 * Math.max(0, to - from)) + "%");
    }

    private void axis(Scale scale) {
        markup.open("div", "class", "wait axis")
                .line("span", "", "class", "label")
                .open("span", "class", "plot");
        scale.ticks()
                .forEach(tick -> markup.line(
                        "i",
                        shortly(tick),
                        "class",
                        "tick",
                        "style",
                        "left:" + Figures.plain(100 * scale.at(tick)) + "%"));
        markup.close().line("span", "", "class", "value").close();
    }

    private static String shortly(double ms) {
        if (ms >= 1_000) {
            return Figures.count(ms / 1_000) + " s";
        }
        return ms >= 1 ? Figures.count(ms) + " ms" : Figures.count(ms * 1_000) + " µs";
    }
}
