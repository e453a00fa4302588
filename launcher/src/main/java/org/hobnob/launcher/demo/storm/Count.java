package org.hobnob.launcher.demo.storm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of all that was said, counted from the lines that the consoles showed. Each of the lists names what and
 * where.
 *
 * @param said how many messages were said
 * @param shown how many lines showed one of them to a recipient
 * @param lost messages that a recipient's console did not show
 * @param twice messages that a console showed more than once without saying so
 * @param forged lines that showed what nobody said, without saying that anybody can have written it
 * @param again how many lines said that they were perhaps shown before
 * @param markedOpen how many lines showed what nobody said, and said that anybody can have written it
 */
record Count(
        int said, int shown, List<String> lost, List<String> twice, List<String> forged, int again, int markedOpen) {
    /**
     * @param said all that was typed; what neither its speaker's console nor another showed was not said, because the
     *     speaker's program was killed before it took the line
     * @param lines what each console showed, in order, over its restarts
     * @param openRoom the room in which anybody can forge; only there a mark excuses a line
     */
    static Count of(List<Said> said, Map<String, List<String>> lines, String openRoom) {
        Map<String, Seen> consoles = new HashMap<>();
        lines.forEach((name, all) -> consoles.put(name, new Seen(all)));
        List<Said> counted = said.stream()
                .filter(one -> consoles.values().stream().anyMatch(console -> console.knows(one)))
                .toList();
        List<String> lost = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> forged = new ArrayList<>();
        int markedOpen = 0;
        for (Map.Entry<String, Seen> console : consoles.entrySet()) {
            String name = console.getKey();
            Seen seen = console.getValue();
            Set<Shown> expected = counted.stream()
                    .filter(one -> one.recipients().contains(name))
                    .map(Said::asShown)
                    .collect(Collectors.toCollection(HashSet::new));
            expected.stream().filter(one -> !seen.shows(one)).forEach(one -> lost.add(tell(name, one)));
            expected.stream().filter(one -> seen.once(one) > 1).forEach(one -> twice.add(tell(name, one)));
            for (Shown line : seen.unexpected(expected)) {
                if (line.isMarkedOpen() && line.where().equals(openRoom)) {
                    markedOpen++;
                } else {
                    forged.add(tell(name, line));
                }
            }
        }
        return new Count(
                counted.size(),
                consoles.entrySet().stream()
                        .mapToInt(console -> console.getValue().shownOf(counted, console.getKey()))
                        .sum(),
                lost,
                twice,
                forged,
                consoles.values().stream().mapToInt(Seen::again).sum(),
                markedOpen);
    }

    private static String tell(String console, Shown line) {
        String who = line.who().isEmpty() ? "" : line.who() + ": ";
        return console + ": [" + line.where() + "] " + who + line.text();
    }

    boolean isGood() {
        return lost.isEmpty() && twice.isEmpty() && forged.isEmpty();
    }

    /** The count in one line. */
    String line() {
        String repeated = again == 0 ? "" : ", " + again + " of them again, marked \"perhaps shown before\"";
        return said + " messages said, shown " + shown + " times" + repeated + ": lost " + lost.size() + ", twice "
                + twice.size() + ", forged " + forged.size();
    }

    /** What is wrong, one line each; empty where nothing is. */
    List<String> complaints() {
        return Stream.of(told("lost on ", lost), told("twice on ", twice), told("forged on ", forged))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> told(String what, List<String> list) {
        return list.stream().map(one -> what + one).toList();
    }

    /** The messages on one console. */
    private static final class Seen {
        private final List<Shown> all;
        private final Map<Shown, Integer> marked = new HashMap<>();
        private final Map<Shown, Integer> unmarked = new HashMap<>();
        private final Set<Shown> own = new HashSet<>();

        Seen(List<String> lines) {
            all = lines.stream().map(Shown::parse).flatMap(Optional::stream).toList();
            all.forEach(line -> {
                if (line.isOwn()) {
                    own.add(line.withoutNote());
                } else {
                    (line.isAgain() ? marked : unmarked).merge(line.withoutNote(), 1, Integer::sum);
                }
            });
        }

        boolean knows(Said said) {
            return own.contains(said.asOwn()) || shows(said.asShown());
        }

        boolean shows(Shown message) {
            return marked.containsKey(message) || unmarked.containsKey(message);
        }

        int once(Shown message) {
            return unmarked.getOrDefault(message, 0);
        }

        int again() {
            return marked.values().stream().mapToInt(Integer::intValue).sum();
        }

        int shownOf(List<Said> counted, String name) {
            return counted.stream()
                    .filter(one -> one.recipients().contains(name))
                    .map(Said::asShown)
                    .mapToInt(one -> once(one) + marked.getOrDefault(one, 0))
                    .sum();
        }

        List<Shown> unexpected(Set<Shown> expected) {
            return all.stream()
                    .filter(line -> !line.isOwn() && !expected.contains(line.withoutNote()))
                    .toList();
        }
    }
}
