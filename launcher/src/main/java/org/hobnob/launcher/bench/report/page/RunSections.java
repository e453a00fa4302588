package org.hobnob.launcher.bench.report.page;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What only some runs have: a crowd that talks, and an earlier run to compare with. */
final class RunSections {
    private static final int MOST_ROWS = 200;
    private static final double SLOWER = 0.75;

    private final Markup markup;

    RunSections(Markup markup) {
        this.markup = markup;
    }

    void crowd(JsonObject crowd) {
        double expected = Fields.number(crowd, "expected").orElse(0);
        if (expected <= 0) {
            return;
        }
        double shown = Fields.number(crowd, "shown").orElse(0);
        double peers = Fields.number(crowd, "peers").orElse(0);
        markup.open("section").line("h2", Figures.count(peers) + " people talk");
        markup.line(
                "p",
                "In " + Figures.count(Fields.number(crowd, "rooms").orElse(0))
                        + " encrypted rooms everybody says a line a second. Each line must be shown to everybody else in its"
                        + " room, once. Lines go from person to person, so the registry has little to do.");
        markup.open("div", "class", "bar")
                .line("span", "lines shown", "class", "label")
                .open("span", "class", "track")
                .line("span", "", "class", "fill", "style", width(shown / expected))
                .close()
                .line("span", Figures.percent(shown / expected), "class", "value")
                .close();
        markup.line(
                "p",
                Figures.count(shown) + " of " + Figures.count(expected) + " were shown, "
                        + Figures.count(Fields.number(crowd, "twice").orElse(0))
                        + " of them twice. Meanwhile the registry kept "
                        + Figures.cores(Fields.number(crowd, "registryCores").orElse(0)) + " cores busy, and all "
                        + Figures.count(peers) + " programs together "
                        + Figures.cores(Fields.number(crowd, "peerCores").orElse(0)) + ", with "
                        + Figures.megabytes(Fields.number(crowd, "bytesPerPeer").orElse(0)) + " of memory each.",
                "class",
                "note");
        markup.close();
    }

    void compared(List<JsonObject> lines) {
        if (lines.isEmpty()) {
            return;
        }
        markup.open("section").line("h2", "Beside an earlier run");
        markup.line(
                "p",
                "A workload's share of the floor now, divided by its share then. 1 is as fast as before; the two machines"
                        + " need not be the same.");
        lines.stream().limit(MOST_ROWS).forEach(line -> {
            double ratio = Fields.number(line, "ratio").orElse(0);
            markup.open("div", "class", ratio < SLOWER ? "bar slower" : "bar")
                    .line("span", Fields.text(line, "workload"), "class", "label")
                    .open("span", "class", "track")
                    .line("span", "", "class", "fill", "style", width(ratio / 2))
                    .close()
                    .line("span", Figures.plain(ratio) + (ratio < SLOWER ? " slower" : ""), "class", "value")
                    .close();
        });
        markup.close();
    }

    private static String width(double share) {
        return "width:" + Figures.plain(100 * Math.max(0, Math.min(1, share))) + "%";
    }
}
