package org.hobnob.peer.console.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/**
 * A picture of characters, each with a role that decides its colour; text put on it is made safe (SPEC 2.4). Each code point
 * takes one column, so it is for text that the program itself chooses. Not thread-safe.
 */
public final class Canvas {
    /**
     * Characters of one role that stand side by side.
     *
     * @param column of the first, from 0
     */
    public record Run(int column, Role role, String text) {}

    private final int columns;
    private final int[][] characters;
    private final Role[][] roles;

    public Canvas(int columns, int rows) {
        this.columns = columns;
        characters = new int[rows][columns];
        roles = new Role[rows][columns];
        Arrays.stream(characters).forEach(row -> Arrays.fill(row, ' '));
        Arrays.stream(roles).forEach(row -> Arrays.fill(row, Role.PLAIN));
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return characters.length;
    }

    /**
     * Puts text there; what lies outside of the picture, or beyond the width, is cut off.
     *
     * @param width the most columns to use
     */
    public void put(int column, int row, int width, Role role, String text) {
        if (row < 0 || row >= rows()) {
            return;
        }
        int[] codePoints =
                SafeText.of(text).codePoints().limit(Math.max(0, width)).toArray();
        for (int i = 0; i < codePoints.length && column + i < columns; i++) {
            characters[row][column + i] = codePoints[i];
            roles[row][column + i] = role;
        }
    }

    /** The runs of a row from left to right, without blanks at its end. */
    public List<Run> row(int row) {
        int end = columns;
        while (end > 0 && characters[row][end - 1] == ' ') {
            end--;
        }
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= end; to++) {
            if (to == end || roles[row][to] != roles[row][from]) {
                runs.add(new Run(from, roles[row][from], new String(characters[row], from, to - from)));
                from = to;
            }
        }
        return runs;
    }

    /** The text of a row, without blanks at its end. */
    public String text(int row) {
        StringBuilder text = new StringBuilder();
        row(row).forEach(run -> text.append(run.text()));
        return text.toString();
    }
}
