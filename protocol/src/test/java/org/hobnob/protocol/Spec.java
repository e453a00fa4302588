package org.hobnob.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the headings and tables of SPEC.md. */
public final class Spec {
    private static final Path FILE = Path.of("SPEC.md");
    private static final Pattern HEADING = Pattern.compile("#{2,3} ([0-9]+(?:\\.[0-9]+)?) .*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Spec() {}

    /** The lines of each numbered section, without those of its subsections. */
    public static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new TreeMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                current = new ArrayList<>();
                if (sections.put(heading.group(1), current) != null) {
                    throw new IllegalStateException("two sections " + heading.group(1));
                }
            } else {
                current.add(line);
            }
        }
        return sections;
    }

    /** The rows, without the heading, of the section's table whose first column has that heading. */
    public static List<List<String>> table(String section, String firstHeading) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : sections().getOrDefault(section, List.of())) {
            if (!line.startsWith("|")) {
                inside = false;
            } else if (cells(line).get(0).equals(firstHeading)) {
                inside = true;
            } else if (inside && !line.startsWith("|---")) {
                rows.add(cells(line));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalStateException("section " + section + " has no table of " + firstHeading);
        }
        return rows;
    }

    /** The texts in backquotes within a cell, in order. */
    public static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    /** The one text in backquotes that the cell consists of. */
    public static String code(String cell) {
        List<String> codes = codes(cell);
        if (codes.size() != 1 || !cell.equals("`" + codes.get(0) + "`")) {
            throw new IllegalStateException("not one code: " + cell);
        }
        return codes.get(0);
    }

    /** The words that a cell is made of; none where it is blank. */
    public static List<String> words(String cell) {
        return cell.isBlank() ? List.of() : List.of(cell.split(" "));
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
