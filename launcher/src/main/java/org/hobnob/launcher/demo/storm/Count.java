package org.hobnob.launcher.demo.storm;

import java.util.List;
import java.util.Map;
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
        List<Sightings> consoles = lines.entrySet().stream()
                .map(console -> new Sightings(console.getKey(), console.getValue()))
                .toList();
        List<Said> counted = said.stream()
                .filter(one -> consoles.stream().anyMatch(console -> console.knows(one)))
                .toList();
        consoles.forEach(console -> console.compare(counted, openRoom));
        return new Count(
                counted.size(),
                consoles.stream().mapToInt(Sightings::shown).sum(),
                consoles.stream().flatMap(console -> console.lost().stream()).toList(),
                consoles.stream().flatMap(console -> console.twice().stream()).toList(),
                consoles.stream().flatMap(console -> console.forged().stream()).toList(),
                consoles.stream().mapToInt(Sightings::again).sum(),
                consoles.stream().mapToInt(Sightings::markedOpen).sum());
    }

    boolean isGood() {
        return lost.isEmpty() && twice.isEmpty() && forged.isEmpty();
    }

    /** The count in one line. */
    String line() {
        String repeated = again == 0 ? "" : ", " + again + " of them again and marked \"perhaps shown before\"";
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
}
