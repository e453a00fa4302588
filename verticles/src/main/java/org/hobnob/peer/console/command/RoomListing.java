package org.hobnob.peer.console.command;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.KindWording;
import org.hobnob.protocol.text.SafeText;

/**
 * Formats a list of rooms: kind, members and title. An entry takes one line if that fits the screen; otherwise
 * members and title get lines of their own.
 */
public final class RoomListing {
    private static final String INDENT = " ".repeat(8);
    private static final String GAP = "  ";
    /** Fewer names than this are not worth the rest of a line. */
    private static final int FEW = 3;

    private RoomListing() {}

    /**
     * Shows the rooms, or that there are none.
     *
     * @param rooms summaries (BUS.md 6.1)
     * @param numbered whether the user may answer by number
     */
    public static void show(ConsoleState console, List<JsonObject> rooms, boolean numbered) {
        if (rooms.isEmpty()) {
            console.notice("There are no rooms yet. /create NAME makes one.");
        }
        for (int i = 0; i < rooms.size(); i++) {
            String lead = numbered ? String.format("  %2d  ", i + 1) : GAP;
            lines(lead, rooms.get(i), console.screen().width()).forEach(console::plain);
        }
    }

    /** @param width the screen's width, in columns */
    static List<String> lines(String lead, JsonObject room, int width) {
        List<String> lines = new ArrayList<>();
        String line = lead + head(room);
        List<String> names = Json.list(room, "members", Optional::of);
        if (!names.isEmpty()) {
            int total = Math.max(room.getInteger("memberCount"), names.size());
            String here = members(names, total, Math.min(FEW, total), width - line.length() - GAP.length());
            if (here.isEmpty()) {
                lines.add(line);
                line = INDENT + members(names, total, 1, width - INDENT.length());
            } else {
                line += GAP + here;
            }
        }
        String title = SafeText.of(room.getString("title"));
        if (title.isEmpty()) {
            lines.add(line);
            return lines;
        }
        // Names never contain quotes, so a title cannot be mistaken for members.
        String quoted = '"' + title + '"';
        boolean fits = line.length() + GAP.length() + quoted.length() <= width;
        lines.add(fits ? line + GAP + quoted : line);
        if (!fits) {
            lines.add(INDENT + quoted);
        }
        return lines;
    }

    private static String head(JsonObject room) {
        int members = room.getInteger("memberCount");
        int capacity = room.getInteger("capacity");
        return "#" + room.getString("room") + " (" + members + "/" + capacity + ")"
                + (members == capacity ? " full" : "")
                + (room.getBoolean("locked") ? " password" : "") + GAP + "host " + room.getString("host") + GAP
                + KindWording.brief(room);
    }

    /** Returns as many names as fit, and the number of further members; empty if fewer than {@code fewest} fit. */
    private static String members(List<String> names, int total, int fewest, int width) {
        for (int count = names.size(); count >= fewest; count--) {
            String others = total > count ? " and " + (total - count) + " more" : "";
            String text = String.join(", ", names.subList(0, count)) + others;
            if (text.length() <= width) {
                return text;
            }
        }
        return "";
    }
}
