package org.hobnob.launcher.bench.report.page;

import java.util.ArrayList;
import java.util.List;

/** How many are in, or back, after so long. */
final class StormCurves {
    private final Markup markup;

    StormCurves(Markup markup) {
        this.markup = markup;
    }

    void write(List<Measured> rows) {
        List<Measured> storms = rows.stream()
                .filter(row -> row.isStorm() && row.distribution().size() > 1)
                .toList();
        if (storms.isEmpty()) {
            return;
        }
        markup.open("section").line("h2", "When everybody comes at once");
        markup.line("p", "Time goes to the right; the line rises as people get in, up to all of them.");
        markup.open("div", "class", "plots");
        storms.forEach(this::storm);
        markup.close(2);
    }

    private void storm(Measured storm) {
        List<Curve.Dot> dots = new ArrayList<>(List.of(new Curve.Dot(0, 0)));
        storm.distribution().forEach(point -> dots.add(new Curve.Dot(point.ms() / 1_000, point.percent())));
        Scale across = Scale.linear(dots.stream().map(Curve.Dot::x).toList());
        markup.open("figure");
        new Curve(markup, across, Scale.linear(List.of(100.0)), percent -> Figures.count(percent) + " %")
                .draw(
                        storm.workload() + ": 99 % after " + Figures.time(storm.ms(99)),
                        seconds -> Figures.time(seconds * 1_000),
                        List.of("registry"),
                        List.of(dots));
        markup.open("figcaption")
                .line("strong", storm.workload().substring("storm: ".length()))
                .text(" " + Words.of(storm.workload()) + " " + Figures.count(storm.count())
                        + " came; 99 % of them were in after " + Figures.time(storm.ms(99)) + ", "
                        + Figures.count(storm.errors()) + " failed.")
                .close(2);
    }
}
