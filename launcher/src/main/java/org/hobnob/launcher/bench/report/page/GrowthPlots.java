package org.hobnob.launcher.bench.report.page;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.DoubleFunction;

/** What becomes of the registry's figures as more people are online. */
final class GrowthPlots {
    private static final int MOST_SIZES = 50;

    private final Markup markup;

    GrowthPlots(Markup markup) {
        this.markup = markup;
    }

    void write(List<JsonObject> sizes) {
        List<JsonObject> some = sizes.stream().limit(MOST_SIZES).toList();
        if (some.size() < 2) {
            return;
        }
        markup.open("section").line("h2", "How it grows");
        markup.line(
                "p",
                "The same questions with more and more people online. The line across is people, each mark ten times more"
                        + " than the one before; the dashed line is the floor of the same run.");
        markup.open("div", "class", "plots two");
        plot(some, "Searches a second", "searchPerS", "searchFloorPerS", 1, Figures::count);
        plot(some, "Slowest hundredth of searches, ms", "searchP99Ms", "searchFloorP99Ms", 1, Figures::count);
        plot(some, "Memory, MB", "residentBytes", "residentAloneBytes", 1e-6, Figures::count);
        plot(some, "Cores busy with keep-alives", "cores", "coresAlone", 1, value -> Figures.plain(value));
        markup.close();
        markup.line(
                "p",
                "In the plots of memory and cores the dashed line is the same registry with nobody online.",
                "class",
                "note");
        markup.close();
    }

    private void plot(
            List<JsonObject> sizes,
            String title,
            String key,
            String beside,
            double factor,
            DoubleFunction<String> named) {
        List<Curve.Dot> own = dots(sizes, key, factor);
        List<Curve.Dot> floor = dots(sizes, beside, factor);
        if (own.size() < 2) {
            return;
        }
        List<List<Curve.Dot>> lines = List.of(floor, own);
        markup.open("figure");
        new Curve(
                        markup,
                        Scale.logarithmic(Curve.values(lines, Curve.Dot::x)),
                        Scale.linear(Curve.values(lines, Curve.Dot::y)),
                        named)
                .draw(title, Figures::count, List.of("dashed", "registry"), lines);
        Curve.Dot first = own.get(0);
        Curve.Dot last = own.get(own.size() - 1);
        markup.open("figcaption")
                .line("strong", title)
                .text(" " + named.apply(first.y()) + " with " + Figures.count(first.x()) + " online, "
                        + named.apply(last.y()) + " with " + Figures.count(last.x()) + ".")
                .close(2);
    }

    private static List<Curve.Dot> dots(List<JsonObject> sizes, String key, double factor) {
        return Curve.dots(sizes.stream()
                .filter(size -> Fields.number(size, key).isPresent()
                        && Fields.number(size, "peers").isPresent())
                .map(size -> new Curve.Dot(
                        Fields.number(size, "peers").getAsDouble(),
                        factor * Fields.number(size, key).getAsDouble())));
    }
}
