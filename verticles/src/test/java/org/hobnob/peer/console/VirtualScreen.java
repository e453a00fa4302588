package org.hobnob.peer.console;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * A terminal's screen of a fixed width, and what has scrolled off it: as much of ECMA-48 as the line editor uses. What it
 * does not know fails. It wraps behind the last column only when something follows, as xterm does, and does not reflow.
 * Thread-safe.
 */
public final class VirtualScreen extends OutputStream {
    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(?:\\[([?>0-9;]*)([@-~])|\\](?<osc>[^\u001b\u0007]*)(?:\u0007|\u001b\\\\)|[=>])");
    private static final int LONGEST_ESCAPE = 9_000;

    private final List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    private final StringBuilder raw = new StringBuilder();
    private byte[] partial = {};
    private int read;
    private int columns;
    private int rows;
    private int row;
    private int column;
    private int bells;

    public VirtualScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Rows keep what stands beyond a new right border, but nothing moves. */
    public synchronized void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        column = Math.min(column, columns - 1);
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        byte[] all = new byte[partial.length + length];
        System.arraycopy(partial, 0, all, 0, partial.length);
        System.arraycopy(bytes, from, all, partial.length, length);
        int whole = wholeCharacters(all);
        raw.append(new String(all, 0, whole, StandardCharsets.UTF_8));
        partial = java.util.Arrays.copyOfRange(all, whole, all.length);
        interpret();
    }

    private static int wholeCharacters(byte[] utf8) {
        int start = utf8.length - 1;
        while (start > 0 && (utf8[start] & 0xc0) == 0x80) {
            start--;
        }
        if (start < 0 || utf8[start] >= 0) {
            return utf8.length;
        }
        int length = (utf8[start] & 0xe0) == 0xc0 ? 2 : (utf8[start] & 0xf0) == 0xe0 ? 3 : 4;
        return utf8.length - start < length ? start : utf8.length;
    }

    private void interpret() {
        Matcher escape = ESCAPE.matcher(raw);
        while (read < raw.length()) {
            if (raw.charAt(read) != '\u001b') {
                int c = raw.codePointAt(read);
                put(c);
                read += Character.charCount(c);
            } else if (escape.region(read, raw.length()).lookingAt()) {
                control(escape);
                read = escape.end();
            } else if (raw.length() - read > LONGEST_ESCAPE) {
                throw new AssertionError("unknown escape: " + raw.substring(read + 1, read + 40));
            } else {
                return;
            }
        }
    }

    /** All that came. */
    public synchronized String raw() {
        return raw.toString();
    }

    synchronized int bells() {
        return bells;
    }

    /** The line that the cursor is in, up to the cursor. */
    public synchronized String beforeCursor() {
        List<String> line = lines.get(row);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < column; i++) {
            text.append(i < line.size() ? line.get(i) : " ");
        }
        return text.toString();
    }

    /** All lines, also those that have scrolled off. */
    public synchronized List<String> lines() {
        return lines.stream().map(VirtualScreen::text).toList();
    }

    /** The lines that stand on the screen, from its top to its last line that is not blank. */
    synchronized List<String> shown() {
        List<String> shown = new ArrayList<>(lines().subList(top(), lines.size()));
        while (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    private static String text(List<String> line) {
        return String.join("", line).stripTrailing();
    }

    private int top() {
        return Math.max(0, lines.size() - rows);
    }

    private void put(int c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> down(1);
            case '\b' -> column = Math.max(0, column - 1);
            case 7 -> bells++;
            default -> {
                if (c < ' ' || c == 0x7f) {
                    throw new AssertionError("unknown control character: " + c);
                }
                print(Character.toString(c), WCWidth.wcwidth(c));
            }
        }
    }

    private void print(String character, int width) {
        if (width <= 0) {
            List<String> line = lines.get(row);
            int last = Math.min(column, line.size()) - 1;
            while (last > 0 && line.get(last).isEmpty()) {
                last--;
            }
            if (last >= 0) {
                line.set(last, line.get(last) + character);
            }
            return;
        }
        if (column + width > columns) {
            column = 0;
            down(1);
        }
        List<String> line = padded();
        for (int i = 0; i < width; i++) {
            if (column + i < line.size()) {
                line.set(column + i, i == 0 ? character : "");
            } else {
                line.add(i == 0 ? character : "");
            }
        }
        column += width;
    }

    private void down(int count) {
        row += count;
        while (lines.size() <= row) {
            lines.add(new ArrayList<>());
        }
    }

    private List<String> padded() {
        List<String> line = lines.get(row);
        while (line.size() < column) {
            line.add(" ");
        }
        return line;
    }

    private void control(Matcher escape) {
        if (escape.group(2) == null) {
            return;
        }
        String parameters = escape.group(1);
        int count = parameters.matches("[0-9]+") ? Integer.parseInt(parameters) : 0;
        int steps = Math.max(1, count);
        List<String> line = padded();
        switch (escape.group(2).charAt(0)) {
            case 'A' -> row = Math.max(top(), row - steps);
            case 'B' -> row = Math.min(top() + rows - 1, row + steps);
            case 'C' -> column = Math.min(columns - 1, column + steps);
            case 'D' -> column = Math.max(0, Math.min(column, columns - 1) - steps);
            case 'G' -> column = steps - 1;
            case 'H' -> home(parameters);
            case '@' -> insert(line, steps);
            case 'P' ->
                line.subList(column, Math.min(line.size(), column + steps)).clear();
            case 'K' -> erase(line, count);
            case 'J' -> eraseBelow(line, count);
            case 'm', 'h', 'l' -> {
                // Colours and modes move nothing.
            }
            default ->
                throw new AssertionError("unknown escape: " + escape.group().substring(1));
        }
        down(0);
    }

    private void home(String parameters) {
        if (!parameters.isEmpty()) {
            throw new AssertionError("the cursor is never placed but at the top: " + parameters);
        }
        row = top();
        column = 0;
    }

    private void insert(List<String> line, int steps) {
        line.addAll(column, java.util.Collections.nCopies(steps, " "));
        while (line.size() > columns) {
            line.remove(line.size() - 1);
        }
    }

    private void eraseBelow(List<String> line, int how) {
        int from = how == 0 ? row + 1 : top();
        erase(line, how);
        lines.subList(from, lines.size()).forEach(List::clear);
    }

    private void erase(List<String> line, int how) {
        switch (how) {
            case 0 -> line.subList(Math.min(column, line.size()), line.size()).clear();
            case 2 -> line.clear();
            default -> throw new AssertionError("unknown way to erase: " + how);
        }
    }
}
