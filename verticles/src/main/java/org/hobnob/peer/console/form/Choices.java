package org.hobnob.peer.console.form;

import java.util.List;
import org.hobnob.peer.console.state.ConsoleState;

/** A numbered list whose entries are chosen by number or name. */
final class Choices {
    private Choices() {}

    /** Shows the lines, numbered from 1. */
    static void show(ConsoleState console, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            console.plain(String.format("  %2d  %s", i + 1, lines.get(i)));
        }
    }

    /**
     * Returns the name at that number, or the text itself if it is not a number of the list. Names never consist of
     * digits only.
     */
    static String named(List<String> names, String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return text;
        }
        int index = Integer.parseInt(text) - 1;
        return index >= 0 && index < names.size() ? names.get(index) : text;
    }
}
