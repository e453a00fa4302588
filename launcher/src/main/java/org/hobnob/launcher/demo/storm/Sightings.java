package org.hobnob.launcher.demo.storm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The messages that one console showed, compared with what was said to its user. Not thread-safe. */
final class Sightings {
    private final String console;
    private final Set<Shown> own = new HashSet<>();
    private final List<Shown> others = new ArrayList<>();
    private final Map<Shown, Integer> marked = new HashMap<>();
    private final Map<Shown, Integer> unmarked = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final List<String> forged = new ArrayList<>();
    private int shown;
    private int markedOpen;

    /** @param lines whole, in order */
    Sightings(String console, List<String> lines) {
        this.console = console;
        lines.stream().map(Shown::parse).flatMap(Optional::stream).forEach(line -> {
            if (line.isOwn()) {
                own.add(line.withoutNote());
            } else {
                others.add(line);
                (line.isAgain() ? marked : unmarked).merge(line.withoutNote(), 1, Integer::sum);
            }
        });
    }

    /** Whether it shows the message, as its speaker's or as another's. */
    boolean knows(Said said) {
        return own.contains(said.asOwn()) || times(said.asShown()) > 0;
    }

    private int times(Shown message) {
        return marked.getOrDefault(message, 0) + unmarked.getOrDefault(message, 0);
    }

    /** Finds what is lost, shown twice and forged. */
    void compare(List<Said> said, String openRoom) {
        Set<Shown> expected = new HashSet<>();
        said.stream()
                .filter(one -> one.recipients().contains(console))
                .map(Said::asShown)
                .forEach(one -> {
                    expected.add(one);
                    shown += times(one);
                    if (times(one) == 0) {
                        lost.add(tell(one));
                    }
                    if (unmarked.getOrDefault(one, 0) > 1) {
                        twice.add(tell(one));
                    }
                });
        for (Shown line : others) {
            if (!expected.contains(line.withoutNote())) {
                unexpected(line, openRoom);
            }
        }
    }

    private void unexpected(Shown line, String openRoom) {
        if (line.isMarkedOpen() && line.where().equals(openRoom)) {
            markedOpen++;
        } else {
            forged.add(tell(line));
        }
    }

    private String tell(Shown line) {
        String who = line.who().isEmpty() ? "" : line.who() + ": ";
        return console + ": [" + line.where() + "] " + who + line.text();
    }

    List<String> lost() {
        return lost;
    }

    List<String> twice() {
        return twice;
    }

    List<String> forged() {
        return forged;
    }

    int shown() {
        return shown;
    }

    int again() {
        return marked.values().stream().mapToInt(Integer::intValue).sum();
    }

    int markedOpen() {
        return markedOpen;
    }
}
