package org.hobnob.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.wire.NativeLine;

/** The protocol's vectors of replies and notices, with hostile texts in the place of one field after the other. */
final class HostileLines {
    private static final int PHRASE_AND_CODE = 2;
    private static final List<String> SHORT =
            List.of("\u001b]0;owned\u0007", "\n" + HostileTexts.FORGED, HostileTexts.FORGED);

    private final List<String> texts = HostileTexts.joined(180);
    private int next;

    /**
     * @param field the name of the line and that of the parameter, or the place of the word
     * @param content the line without its tag
     */
    record Line(String field, String content) {}

    /** What may be answered to that command, refusals among it. */
    List<Line> repliesTo(Command command) {
        List<String> replies = new ArrayList<>(vectors("native-replies.txt").stream()
                .filter(columns -> columns[1].equals(command.name()) && isGood(columns[3]))
                .map(columns -> columns[2])
                .toList());
        String name = NativeLine.parse(replies.get(0)).orElseThrow().name();
        replies.add("@1 " + name + " <SLOW_DOWN> <429> reason=slow-down wait=1500");
        return hostile(replies, PHRASE_AND_CODE);
    }

    List<Line> notices() {
        return hostile(
                vectors("native-notices.txt").stream()
                        .filter(columns -> isGood(columns[2]))
                        .map(columns -> columns[1])
                        .toList(),
                0);
    }

    private static boolean isGood(String outcome) {
        return outcome.startsWith("ok ") || outcome.startsWith("read ");
    }

    private static List<String[]> vectors(String file) {
        Path path = Path.of("..", "protocol", "src", "test", "resources", "vectors", file);
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param fixed so many words in front are not fields */
    private List<Line> hostile(List<String> vectors, int fixed) {
        Map<String, List<Line>> byField = new LinkedHashMap<>();
        for (String vector : vectors) {
            NativeLine line = NativeLine.parse(vector).orElseThrow();
            for (int i = fixed; i < line.words().size(); i++) {
                int place = i;
                String field = line.name() + " word " + i;
                byField.computeIfAbsent(field, key -> inPlaceOf(place, line, field));
            }
            line.params().keySet().forEach(key -> {
                String field = key;
                byField.computeIfAbsent(line.name() + " " + key, any -> inPlaceOf(key, line, field));
            });
        }
        return byField.values().stream().flatMap(List::stream).toList();
    }

    private List<String> some() {
        List<String> some = new ArrayList<>(SHORT);
        some.add(texts.get(next++ % texts.size()));
        return some;
    }

    private List<Line> inPlaceOf(int place, NativeLine line, String field) {
        return some().stream()
                .map(text -> {
                    List<String> words = new ArrayList<>(line.words());
                    words.set(place, text);
                    return printed(field, line.name(), words, line.params());
                })
                .toList();
    }

    private List<Line> inPlaceOf(String key, NativeLine line, String field) {
        List<Line> all = new ArrayList<>();
        for (String text : some()) {
            String encoded =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            for (String value : key.equals("status") ? List.of(text, "away:" + encoded) : List.of(text)) {
                Map<String, String> params = new HashMap<>(line.params());
                params.put(key, value);
                all.add(printed(field, line.name(), line.words(), params));
            }
        }
        return all;
    }

    private static Line printed(String field, String name, List<String> words, Map<String, String> params) {
        String line = new NativeLine("1", name, words, params).print();
        return new Line(field, line.substring(line.indexOf(' ') + 1));
    }
}
