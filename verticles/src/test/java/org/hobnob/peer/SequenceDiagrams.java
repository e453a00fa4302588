package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hobnob.peer.Recording.Said;

/** The sequence diagrams of the architecture document, which are written in Mermaid, beside what was recorded. */
final class SequenceDiagrams {
    private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");
    private static final String FENCE = "```";
    private static final Pattern ARROW = Pattern.compile(" *(\\w+)(?:->>|-->>|-\\))(\\w+): (.+)");

    private SequenceDiagrams() {}

    /** Returns the arrows of the diagram below a heading. */
    static List<Said> below(String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int title = lines.indexOf("## " + heading);
        assertTrue(title >= 0, DOCUMENT + " has no heading: " + heading);
        int from = title + lines.subList(title, lines.size()).indexOf(FENCE + "mermaid");
        int to = from + 1 + lines.subList(from + 1, lines.size()).indexOf(FENCE);
        List<Said> arrows = new ArrayList<>();
        for (Matcher arrow :
                lines.subList(from, to).stream().map(ARROW::matcher).toList()) {
            if (arrow.matches()) {
                arrows.add(new Said(arrow.group(1), arrow.group(2), arrow.group(3)));
            }
        }
        return arrows;
    }

    /**
     * Fails unless each arrow was recorded, and after the last arrow before it that leads to where it begins. What has no
     * common cause may have come in another order.
     */
    static void checkRecorded(List<Said> arrows, List<Said> recorded) {
        assertTrue(arrows.size() > 3, arrows.toString());
        int[] places = new int[arrows.size()];
        for (int i = 0; i < places.length; i++) {
            int cause = -1;
            for (int j = 0; j < i; j++) {
                if (arrows.get(j).to().equals(arrows.get(i).from())) {
                    cause = places[j];
                }
            }
            int behind = recorded.subList(cause + 1, recorded.size()).indexOf(arrows.get(i));
            if (behind < 0) {
                throw new AssertionError("the diagram shows, but nobody said then: " + arrows.get(i) + "\n"
                        + recorded.stream().map(Said::toString).collect(Collectors.joining("\n")));
            }
            places[i] = cause + 1 + behind;
        }
    }

    /** Fails if something was said among the diagram's parties that it neither shows nor is said to leave out. */
    static void checkComplete(List<Said> arrows, List<Said> recorded, Collection<String> leftOut) {
        Set<String> parties = new TreeSet<>();
        arrows.forEach(arrow -> parties.addAll(List.of(arrow.from(), arrow.to())));
        Set<String> missing = recorded.stream()
                .filter(said -> parties.contains(said.from()) && parties.contains(said.to()))
                .filter(said -> !arrows.contains(said))
                .filter(said -> leftOut.stream().noneMatch(said.text()::startsWith))
                .map(Said::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }
}
