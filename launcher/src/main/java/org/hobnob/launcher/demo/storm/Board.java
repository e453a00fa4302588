package org.hobnob.launcher.demo.storm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.text.Role;

/**
 * What a storm looks like at the moment: what happens, above the consoles side by side, above the count. Pure but for what it
 * is told. Not thread-safe.
 */
final class Board {
    /** The columns without which the consoles are too narrow to read. */
    static final int MIN_COLUMNS = 100;

    static final int MIN_ROWS = 20;

    /** Rows for what happens. */
    private static final int EVENTS = 4;

    private static final int FIRST_PANE_ROW = EVENTS + 3;
    private static final int MOST_LINES = 60;

    private record Event(Duration at, Role role, String text) {}

    /** One console. */
    private static final class Pane {
        private final Deque<PaneLine> lines = new ArrayDeque<>();
        private Role role = Role.NOTICE;
        private String state = "starting";
    }

    private final String title;
    private final String room;
    private final Map<String, Pane> panes = new LinkedHashMap<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private Role countRole = Role.PLAIN;
    private String count = "";

    /**
     * @param room whose lines a console shows without the room's name
     * @param consoles from left to right
     */
    Board(String title, String room, List<String> consoles) {
        this.title = title;
        this.room = room;
        consoles.forEach(name -> panes.put(name, new Pane()));
    }

    /** A console shows a line. */
    void shown(String console, String line) {
        Pane pane = panes.get(console);
        pane.lines.addLast(PaneLine.of(line, room));
        if (pane.lines.size() > MOST_LINES) {
            pane.lines.removeFirst();
        }
    }

    /** A console's program is started, killed or ended. */
    void state(String console, Role role, String state) {
        Pane pane = panes.get(console);
        pane.role = role;
        pane.state = state;
    }

    /** Something happens to all, or to one. */
    void happens(Duration at, Role role, String text) {
        events.addLast(new Event(at, role, text));
        if (events.size() > EVENTS) {
            events.removeFirst();
        }
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    void count(Role role, String line) {
        countRole = role;
        count = line;
    }

    /** The picture. */
    Canvas paint(int columns, int rows) {
        Canvas canvas = new Canvas(columns, rows);
        canvas.put(0, 0, columns, Role.TITLE, title);
        int row = 1;
        for (Event event : events) {
            canvas.put(0, row, columns, Role.PLAIN, clock(event.at));
            canvas.put(6, row++, columns - 6, event.role, event.text);
        }
        String rule = "─".repeat(columns);
        canvas.put(0, EVENTS + 1, columns, Role.PLAIN, rule);
        canvas.put(0, rows - 2, columns, Role.PLAIN, rule);
        canvas.put(0, rows - 1, columns, countRole, count);
        paintPanes(canvas);
        return canvas;
    }

    private void paintPanes(Canvas canvas) {
        int gap = 3;
        int width = (canvas.columns() - gap * (panes.size() - 1)) / panes.size();
        int end = canvas.rows() - 2;
        int column = 0;
        for (Map.Entry<String, Pane> entry : panes.entrySet()) {
            Pane pane = entry.getValue();
            String name = entry.getKey();
            canvas.put(column, EVENTS + 2, width, Role.TITLE, name);
            canvas.put(column + name.length() + 1, EVENTS + 2, width - name.length() - 1, pane.role, pane.state);
            paintLines(canvas, pane, column, width, end);
            column += width + gap;
            if (column < canvas.columns()) {
                for (int row = EVENTS + 2; row < end; row++) {
                    canvas.put(column - 2, row, 1, Role.PLAIN, "│");
                }
            }
        }
    }

    /** The newest lines stand at the bottom, as in a terminal that is full. */
    private static void paintLines(Canvas canvas, Pane pane, int column, int width, int end) {
        List<PaneLine> rows = new ArrayList<>();
        pane.lines.forEach(line -> rows.addAll(line.wrapped(width)));
        int room = end - FIRST_PANE_ROW;
        List<PaneLine> last = rows.subList(Math.max(0, rows.size() - room), rows.size());
        int row = FIRST_PANE_ROW;
        for (PaneLine line : last) {
            canvas.put(column, row++, width, line.role(), line.text());
        }
    }

    /** Minutes and seconds. */
    static String clock(Duration at) {
        return at.toMinutes() + (at.toSecondsPart() < 10 ? ":0" : ":") + at.toSecondsPart();
    }
}
