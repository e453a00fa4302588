package org.hobnob.launcher.demo.storm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.text.Role;

/**
 * Draws pictures of a terminal as one SVG file that shows them one after the other, for ever. Where nothing moves, because the
 * program cannot or the reader does not want it, it shows the last one. Pure.
 */
final class SvgFilm {
    private static final double CHARACTER_WIDTH = 7.2;
    private static final int ROW_HEIGHT = 16;
    private static final int MARGIN = 14;
    private static final int SECONDS = 4;
    private static final int LAST_SECONDS = 8;
    private static final Map<Role, String> CLASSES = Map.of(
            Role.SUCCESS, "s", Role.ERROR, "e", Role.NOTICE, "n", Role.OTHERS, "o", Role.OWN, "w", Role.TITLE, "t");
    private static final String STYLE = """
            text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#c9d1d9;\
            white-space:pre}
            .s{fill:#56d364}.e{fill:#ff7b72}.n{fill:#e3b341}.o{fill:#79c0ff}.w{fill:#f0f6fc}.t{fill:#f0f6fc;\
            font-weight:bold}
            .f{visibility:hidden}.last{visibility:visible}
            """;

    private SvgFilm() {}

    /** @param frames at least one, all of one size */
    static String draw(List<Canvas> frames) {
        Canvas first = frames.get(0);
        int width = (int) Math.ceil(first.columns() * CHARACTER_WIDTH) + 2 * MARGIN;
        int height = first.rows() * ROW_HEIGHT + 2 * MARGIN;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">\n<style>\n" + STYLE + motion(frames.size())
                + "</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        for (int i = 0; i < frames.size(); i++) {
            boolean last = i == frames.size() - 1;
            svg.append("<g class=\"f" + (last ? " last" : "") + "\" id=\"f" + i + "\">\n");
            for (int row = 0; row < first.rows(); row++) {
                drawRow(svg, frames.get(i), row);
            }
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String motion(int frames) {
        int all = (frames - 1) * SECONDS + LAST_SECONDS;
        StringBuilder css = new StringBuilder("@media (prefers-reduced-motion:no-preference){\n");
        for (int i = 0; i < frames; i++) {
            String from = percent(i * SECONDS, all);
            String to = i == frames - 1 ? "100%" : percent((i + 1) * SECONDS, all);
            String before = i == 0 ? "" : "0%{visibility:hidden}";
            String after = i == frames - 1 ? "" : to + ",100%{visibility:hidden}";
            css.append("#f" + i + "{animation:k" + i + " " + all + "s step-end infinite}@keyframes k" + i + "{" + before
                    + from + "{visibility:visible}" + after + "}\n");
        }
        return css.append("}\n").toString();
    }

    private static String percent(int part, int all) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / all);
    }

    private static void drawRow(StringBuilder svg, Canvas frame, int row) {
        StringBuilder spans = new StringBuilder();
        for (Canvas.Run run : frame.row(row)) {
            String text = run.text().strip();
            if (text.isEmpty()) {
                continue;
            }
            int column = run.column() + run.text().indexOf(text.charAt(0));
            String role = CLASSES.get(run.role());
            spans.append("<tspan x=\"" + number(MARGIN + column * CHARACTER_WIDTH) + "\""
                    + (role == null ? "" : " class=\"" + role + "\"") + ">" + escaped(text) + "</tspan>");
        }
        if (!spans.isEmpty()) {
            svg.append("<text y=\"" + (MARGIN + row * ROW_HEIGHT + 12) + "\">" + spans + "</text>\n");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
