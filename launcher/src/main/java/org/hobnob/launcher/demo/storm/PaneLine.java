package org.hobnob.launcher.demo.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.peer.console.text.Role;

/** A line of a console as a narrow pane shows it. */
record PaneLine(Role role, String text) {
    /** How messages usually arrive; a terminal's console does not show it either. */
    private static final Set<String> USUAL = Set.of("multicast", "tcp");

    private static final List<Role> MARKED = List.of(Role.NOTICE, Role.ERROR, Role.SUCCESS);

    /** @param room whose messages need not say where they were said */
    static PaneLine of(String line, String room) {
        return Shown.parse(line).map(message -> of(message, room)).orElseGet(() -> new PaneLine(role(line), line));
    }

    private static PaneLine of(Shown message, String room) {
        String note = Arrays.stream(message.note().split("[,;] "))
                .filter(part -> !USUAL.contains(part))
                .collect(Collectors.joining(", "));
        String where = message.where().equals(room) ? "" : message.where();
        String who = message.who().isEmpty() ? where : (where + " " + message.who()).strip();
        Role role = message.isMarkedOpen() ? Role.NOTICE : message.isOwn() ? Role.OWN : Role.OTHERS;
        return new PaneLine(role, who + ": " + message.text() + (note.isEmpty() ? "" : " (" + note + ")"));
    }

    private static Role role(String line) {
        Optional<Role> marked =
                MARKED.stream().filter(role -> line.startsWith(role.mark())).findFirst();
        return marked.orElse(Role.PLAIN);
    }

    /** The same in rows of at most that width, broken at blanks where there are any, with a hanging indent. */
    List<PaneLine> wrapped(int width) {
        List<PaneLine> rows = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            boolean isWord = blank > rest.length() - rest.stripLeading().length();
            int end = isWord ? blank : width;
            rows.add(new PaneLine(role, rest.substring(0, end)));
            rest = "  " + rest.substring(end).strip();
        }
        rows.add(new PaneLine(role, rest));
        return rows;
    }
}
