package org.hobnob.peer.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after the bytes it got: as much of ECMA-48 as the line editor uses. */
final class VirtualScreen {
    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(?:\\[([?>0-9;]*)([@-~])|\\][^\u001b\u0007]*(?:\u0007|\u001b\\\\)|[=>78M])");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    static VirtualScreen of(String output) {
        VirtualScreen screen = new VirtualScreen();
        Matcher escape = ESCAPE.matcher(output);
        int at = 0;
        while (at < output.length()) {
            if (output.charAt(at) == '\u001b'
                    && escape.region(at, output.length()).lookingAt()) {
                if (escape.group(2) != null) {
                    screen.control(escape.group(2).charAt(0), escape.group(1));
                }
                at = escape.end();
            } else {
                screen.put(output.charAt(at));
                at++;
            }
        }
        return screen;
    }

    /** The line that the cursor is in, up to the cursor. */
    String beforeCursor() {
        pad();
        return lines.get(row).substring(0, column);
    }

    /** All lines, also those that have scrolled by. */
    List<String> lines() {
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private void put(char c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> down(1);
            case '\b' -> column = Math.max(0, column - 1);
            default -> {
                if (c >= ' ') {
                    pad();
                    lines.get(row)
                            .replace(column, Math.min(column + 1, lines.get(row).length()), String.valueOf(c));
                    column++;
                }
            }
        }
    }

    private void down(int count) {
        row += count;
        while (lines.size() <= row) {
            lines.add(new StringBuilder());
        }
    }

    private void pad() {
        while (lines.get(row).length() < column) {
            lines.get(row).append(' ');
        }
    }

    private void control(char kind, String parameters) {
        int count = parameters.matches("[0-9]+") ? Integer.parseInt(parameters) : 0;
        int steps = Math.max(1, count);
        pad();
        StringBuilder line = lines.get(row);
        switch (kind) {
            case 'A' -> row = Math.max(0, row - steps);
            case 'B' -> down(steps);
            case 'C' -> column += steps;
            case 'D' -> column = Math.max(0, column - steps);
            case 'G' -> column = steps - 1;
            case '@' -> line.insert(column, " ".repeat(steps));
            case 'P' -> line.delete(column, Math.min(line.length(), column + steps));
            case 'K' -> erase(line, count);
            case 'J' -> {
                erase(line, count);
                lines.subList(row + 1, lines.size()).clear();
            }
            default -> {
                // Colours and modes move nothing.
            }
        }
    }

    private void erase(StringBuilder line, int how) {
        if (how == 0) {
            line.setLength(Math.min(line.length(), column));
        } else {
            line.setLength(0);
        }
    }
}
