package org.hobnob.launcher.bench.report.page;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small plot with lines, as SVG. */
final class Curve {
    private static final double WIDTH = 340;
    private static final double HEIGHT = 210;
    private static final double LEFT = 58;
    private static final double RIGHT = 14;
    private static final double TOP = 14;
    private static final double BOTTOM = 34;

    private final Markup markup;
    private final Scale across;
    private final Scale up;
    private final DoubleFunction<String> named;

    /** A point of a line. */
    record Dot(double x, double y) {}

    /** @param named how values of the upright axis are written */
    Curve(Markup markup, Scale across, Scale up, DoubleFunction<String> named) {
        this.markup = markup;
        this.across = across;
        this.up = up;
        this.named = named;
    }

    /**
     * Draws the axes, and the lines in the order of their style classes.
     *
     * @param title what somebody hears who cannot see it
     */
    void draw(String title, DoubleFunction<String> acrossNamed, List<String> styles, List<List<Dot>> lines) {
        markup.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Figures.plain(WIDTH) + " " + Figures.plain(HEIGHT),
                "role",
                "img");
        markup.line("title", title);
        for (double tick : up.ticks()) {
            rule(y(tick));
            label(LEFT - 8, y(tick) + 4, "end", named.apply(tick));
        }
        for (double tick : across.ticks()) {
            label(x(tick), HEIGHT - 12, "middle", acrossNamed.apply(tick));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(styles.get(i), lines.get(i));
        }
        markup.close();
    }

    private double x(double value) {
        return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void rule(double y) {
        markup.empty(
                "line",
                "class",
                "rule",
                "x1",
                Figures.plain(LEFT),
                "x2",
                Figures.plain(WIDTH - RIGHT),
                "y1",
                Figures.plain(y),
                "y2",
                Figures.plain(y));
    }

    private void label(double x, double y, String anchor, String text) {
        markup.line("text", text, "x", Figures.plain(x), "y", Figures.plain(y), "text-anchor", anchor);
    }

    private void line(String style, List<Dot> dots) {
        markup.empty(
                "polyline",
                "class",
                style,
                "points",
                dots.stream()
                        .map(dot -> Figures.plain(x(dot.x())) + "," + Figures.plain(y(dot.y())))
                        .collect(Collectors.joining(" ")));
        dots.forEach(dot -> markup.empty(
                "circle", "class", style, "cx", Figures.plain(x(dot.x())), "cy", Figures.plain(y(dot.y())), "r", "3"));
    }

    /** All values of a coordinate. */
    static List<Double> values(List<List<Dot>> lines, java.util.function.Function<Dot, Double> which) {
        return lines.stream().flatMap(List::stream).map(which).toList();
    }

    static List<Dot> dots(Stream<Dot> dots) {
        return dots.filter(dot -> Double.isFinite(dot.x()) && Double.isFinite(dot.y()))
                .toList();
    }
}
