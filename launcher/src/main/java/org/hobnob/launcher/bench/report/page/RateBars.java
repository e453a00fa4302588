package org.hobnob.launcher.bench.report.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rates beside their floors: a full track is the floor. */
final class RateBars {
    private final Markup markup;

    RateBars(Markup markup) {
        this.markup = markup;
    }

    void write(List<Measured> rows) {
        List<Measured> compared = rows.stream()
                .filter(row -> row.ofFloor().isPresent() && !row.isStorm())
                .toList();
        if (compared.isEmpty()) {
            return;
        }
        Map<String, Double> floors = rows.stream()
                .filter(Measured::isFloor)
                .collect(Collectors.toMap(Measured::workload, Measured::ratePerS, (one, other) -> one));
        markup.open("section").line("h2", "What it does in a second");
        markup.line(
                "p",
                "Each bar is as long as the registry's share of the floor, which is the whole track. The floor does no work"
                        + " at all: no names, no rooms, no disk. A full bar would mean that all of that is free.");
        markup.open("div", "class", "bars");
        compared.forEach(row -> bar(row, floors.getOrDefault(row.floor(), 0.0)));
        markup.close(2);
    }

    private void bar(Measured row, double floor) {
        double share = row.ofFloor().getAsDouble();
        markup.open("div", "class", "rate")
                .open("div", "class", "words")
                .line("h3", row.workload())
                .line("p", Words.of(row.workload()))
                .close();
        markup.open("div", "class", "drawn")
                .open("p", "class", "numbers")
                .line("strong", Figures.count(row.ratePerS()))
                .text(" a second ")
                .line("span", "floor " + Figures.count(floor), "class", "floorvalue")
                .close();
        markup.open("div", "class", "track")
                .line(
                        "span",
                        Figures.percent(share),
                        "class",
                        share < 0.2 ? "fill short" : "fill",
                        "style",
                        "width:" + Figures.plain(100 * Math.min(1, share)) + "%")
                .close(3);
    }
}
