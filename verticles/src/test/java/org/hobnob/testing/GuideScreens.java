package org.hobnob.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The screens that the user guide shows. Each stands below a line {@code <!-- screen: NAME -->}, indented. A test compares
 * them with what the program shows, or writes them where the property {@code hobnob.guide.write} is set.
 */
public final class GuideScreens {
    private static final Path GUIDE = Path.of("..", "docs", "user-guide.md");
    private static final Pattern MARKER = Pattern.compile("<!-- screen: ([a-z-]+) -->");
    private static final Pattern TIME = Pattern.compile("\\b\\d\\d:\\d\\d\\b(?!:)");
    private static final String INDENT = "    ";

    private GuideScreens() {}

    /** Returns the names of all screens in the guide. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines().stream().map(MARKER::matcher).filter(Matcher::matches).forEach(marker -> names.add(marker.group(1)));
        return names;
    }

    /**
     * Fails if the guide shows another screen by that name.
     *
     * @param shown what the program shows; times of day are those of the guide
     */
    public static synchronized void check(String name, List<String> shown) {
        List<String> screen = trimmed(shown).stream()
                .map(line -> TIME.matcher(line).replaceAll("10:02").stripTrailing())
                .toList();
        List<String> guide = lines();
        int from = guide.indexOf("<!-- screen: " + name + " -->") + 1;
        assertEquals(true, from > 0, "docs/user-guide.md has no line <!-- screen: " + name + " -->");
        int to = end(guide, from);
        if (System.getProperty("hobnob.guide.write") != null) {
            write(guide, from, to, screen);
            return;
        }
        assertEquals(
                String.join("\n", screen),
                String.join("\n", block(guide.subList(from, to))),
                "docs/user-guide.md shows something else as screen " + name
                        + "; CONTRIBUTING.md says how to write it anew");
    }

    /** Returns where the text goes on: at the first line that is neither blank nor indented. */
    private static int end(List<String> guide, int from) {
        int to = from;
        while (to < guide.size() && (guide.get(to).isBlank() || guide.get(to).startsWith(INDENT))) {
            to++;
        }
        return to;
    }

    private static List<String> block(List<String> lines) {
        return trimmed(lines).stream()
                .map(line -> line.isBlank() ? "" : line.substring(INDENT.length()))
                .toList();
    }

    /** Without blank lines at the beginning and the end. */
    private static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        return lines.subList(from, to);
    }

    private static void write(List<String> guide, int from, int to, List<String> screen) {
        List<String> all = new ArrayList<>(guide.subList(0, from));
        all.add("");
        screen.forEach(line -> all.add(line.isEmpty() ? "" : INDENT + line));
        all.add("");
        all.addAll(guide.subList(to, guide.size()));
        try {
            Files.write(GUIDE, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(GUIDE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
