package org.hobnob.launcher.bench.report.page;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One HTML page of the results of one or more runs. */
public final class Page {
    private static final int MOST_RUNS = 10;
    private static final int MOST_HEAD_LINES = 40;
    private static final int MOST_COMPLAINTS = 20;

    private final Markup markup = new Markup();

    private Page() {}

    /**
     * Makes the page: HTML that is well-formed XML too, with style and drawings inside, and no script.
     *
     * @param runs the JSON of runs, whatever is in it; only the first ten are shown
     */
    public static String of(List<JsonObject> runs) {
        Page page = new Page();
        page.document(runs.stream().limit(MOST_RUNS).toList());
        return "<!DOCTYPE html>\n" + page.markup;
    }

    private void document(List<JsonObject> runs) {
        markup.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        markup.open("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .line("title", "Hobnob, measured")
                .style(css())
                .close();
        markup.open("body").open("main");
        header(runs);
        for (JsonObject run : runs) {
            run(run);
        }
        markup.open("footer")
                .line(
                        "p",
                        "Made by hobnob bench. The page needs no network and no script. Figures of different machines, or of"
                                + " one machine at different times, are compared by their shares of the floor, not as they are.")
                .close();
        markup.close(3);
    }

    private static String css() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header(List<JsonObject> runs) {
        markup.open("header")
                .line("p", "hobnob bench", "class", "brand")
                .line("h1", "How fast is it, and how does it grow?")
                .line(
                        "p",
                        "People talk directly to each other. A registry only tells them who is there and where. These are"
                                + " its figures on one machine, which also carried the load, beside the floor: the least that"
                                + " anything can cost there on the same encryption.",
                        "class",
                        "lead");
        markup.open("div", "class", "tiles");
        runs.forEach(this::tiles);
        markup.close(2);
    }

    private void tiles(JsonObject run) {
        for (Measured row : Measured.of(run)) {
            if (row.workload().equals("search") && row.count() > 0) {
                tile(Figures.count(row.ratePerS()), "searches a second", share(row));
                tile(Figures.time(row.ms(50)), "median wait of a search", row.errors() + " errors");
            }
        }
        JsonObject idle = Fields.object(run, "idle");
        double peers = Fields.number(idle, "natives").orElse(0)
                + Fields.number(idle, "originals").orElse(0);
        if (peers > 0) {
            Fields.number(idle, "residentBytes")
                    .ifPresent(bytes -> tile(
                            Figures.megabytes(bytes),
                            "of memory with " + Figures.count(peers) + " online",
                            "resident"));
            Fields.number(idle, "falseTimeouts")
                    .ifPresent(lost ->
                            tile(Figures.count(lost), "taken for gone by mistake", "of " + Figures.count(peers)));
        }
        JsonObject crowd = Fields.object(run, "crowd");
        Fields.number(crowd, "shown")
                .ifPresent(shown -> tile(
                        Figures.count(shown),
                        "lines shown to people in rooms",
                        "of " + Figures.count(Fields.number(crowd, "expected").orElse(0))));
    }

    private static String share(Measured row) {
        return row.ofFloor().isPresent() ? Figures.percent(row.ofFloor().getAsDouble()) + " of the floor" : "";
    }

    private void tile(String figure, String what, String more) {
        markup.open("div", "class", "tile")
                .line("p", figure, "class", "figure")
                .line("p", what, "class", "what")
                .line("p", more, "class", "more")
                .close();
    }

    private void run(JsonObject run) {
        List<Measured> rows = Measured.of(run);
        RunSections more = new RunSections(markup);
        more.compared(Fields.objects(run, "compared"));
        more.crowd(Fields.object(run, "crowd"));
        new RateBars(markup).write(rows);
        new WaitBoxes(markup).write(rows);
        new StormCurves(markup).write(rows);
        new GrowthPlots(markup).write(Fields.objects(run, "growth"));
        memory(Fields.object(run, "idle"));
        table(rows);
        repeat(Fields.object(run, "head"));
        complaints(run);
    }

    private void memory(JsonObject idle) {
        OptionalDouble with = Fields.number(idle, "residentBytes");
        OptionalDouble alone = Fields.number(idle, "residentAloneBytes");
        if (with.isEmpty() || alone.isEmpty()) {
            return;
        }
        markup.open("section").line("h2", "Memory");
        markup.line(
                "p",
                "What the registry's process keeps in memory: after all that load with nobody online, and with everybody"
                        + " online and silent. A Java heap grows by itself, so with few people the difference is mostly that.");
        double most = Math.max(with.getAsDouble(), alone.getAsDouble());
        bar("nobody online", alone.getAsDouble(), most);
        bar("everybody online", with.getAsDouble(), most);
        Fields.number(idle, "bytesPerPeer")
                .ifPresent(bytes -> markup.line(
                        "p",
                        "That is " + Figures.kilobytes(bytes) + " a person; an open connection to the echo takes "
                                + Fields.number(idle, "floorBytes").stream()
                                        .mapToObj(Figures::kilobytes)
                                        .findFirst()
                                        .orElse("an unknown amount")
                                + ".",
                        "class",
                        "note"));
        markup.close();
    }

    private void bar(String label, double bytes, double most) {
        markup.open("div", "class", "bar")
                .line("span", label, "class", "label")
                .open("span", "class", "track")
                .line("span", "", "class", "fill", "style", "width:" + Figures.plain(100 * bytes / most) + "%")
                .close()
                .line("span", Figures.megabytes(bytes), "class", "value")
                .close();
    }

    private void table(List<Measured> rows) {
        if (rows.isEmpty()) {
            return;
        }
        markup.open("section").open("details").line("summary", "All figures as a table");
        markup.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : List.of(
                "what",
                "count",
                "errors",
                "a second",
                "of floor",
                "median",
                "90 %",
                "99 %",
                "longest",
                "CPU of registry")) {
            markup.line("th", column, "scope", "col");
        }
        markup.close(2).open("tbody");
        rows.forEach(this::tableRow);
        markup.close(5);
    }

    private void tableRow(Measured row) {
        markup.open("tr", "class", row.isFloor() ? "floor" : "measured");
        markup.line("th", row.workload(), "scope", "row");
        for (String cell : List.of(
                Figures.count(row.count()),
                Figures.count(row.errors()),
                Figures.count(row.ratePerS()),
                row.ofFloor().isPresent() ? Figures.percent(row.ofFloor().getAsDouble()) : "",
                Figures.time(row.ms(50)),
                Figures.time(row.ms(90)),
                Figures.time(row.ms(99)),
                Figures.time(row.ms(100)),
                row.registryUs() > 0 ? Figures.count(row.registryUs()) + " µs" : "")) {
            markup.line("td", cell);
        }
        markup.close();
    }

    private void repeat(JsonObject head) {
        markup.open("section").line("h2", "How to repeat it");
        String command = Fields.text(head, "repeat");
        if (!command.isEmpty()) {
            markup.open("pre").line("code", command).close();
        }
        markup.open("details").line("summary", "Machine, versions and settings").open("dl");
        head.stream()
                .filter(entry -> !entry.getKey().equals("repeat"))
                .limit(MOST_HEAD_LINES)
                .forEach(this::circumstance);
        markup.close(3);
    }

    private void circumstance(Map.Entry<String, Object> entry) {
        markup.line("dt", entry.getKey()).line("dd", String.valueOf(entry.getValue()));
    }

    private void complaints(JsonObject run) {
        if (run.getValue("complaints") instanceof io.vertx.core.json.JsonArray all && !all.isEmpty()) {
            markup.open("section")
                    .line("h2", "What the registry complained about")
                    .open("ul");
            all.stream().limit(MOST_COMPLAINTS).forEach(line -> markup.line("li", String.valueOf(line)));
            markup.close(2);
        }
    }
}
