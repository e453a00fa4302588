package org.hobnob.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.text.SafeText;

/** The protocol's corpus of texts that would harm a terminal, and what must not reach one. */
public final class HostileTexts {
    /** A line of the console's own that nobody else may make. */
    public static final String FORGED = "-- Logged in as mallory.";

    /** What the console and the line editor write: colours, moves of the cursor, modes of keys and pasting, no mouse. */
    private static final Pattern OWN =
            Pattern.compile("\u001b(?:\\[[0-9;]*[mABCDGJKP@]|\\[\\?(?:1|2004)[hl]|\\[\\?10[0-9]{2}l|[=>])|[\r\n\b]");

    private HostileTexts() {}

    /** All of them, one by one. */
    public static List<String> all() {
        Path corpus = Path.of("..", "protocol", "src", "test", "resources", "vectors", "hostile-text.txt");
        try {
            List<String> texts = new ArrayList<>(Files.readAllLines(corpus, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("#") && line.contains(" | "))
                    .map(line -> unquoted(line.split(" \\| ")[1]))
                    .toList());
            texts.add("\n" + FORGED);
            texts.add("\r" + FORGED);
            texts.add(FORGED);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them that a line can carry, as few texts of so many bytes of UTF-8 at most. */
    public static List<String> joined(int bytes) {
        List<String> texts = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        for (String text : all()) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                continue;
            }
            if (SafeText.utf8Length(joined + text) > bytes) {
                texts.add(joined.toString());
                joined.setLength(0);
            }
            joined.append(text);
        }
        texts.add(joined.toString());
        return texts;
    }

    private static String unquoted(String quoted) {
        Matcher unit = Pattern.compile("\\\\u([0-9a-f]{4})").matcher(quoted.substring(1, quoted.length() - 1));
        return unit.replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\\\", "\\");
    }

    /**
     * Fails where something of others is in it that is not safe to show.
     *
     * @param written all that a terminal or a pipe got
     */
    public static void assertHarmless(String written) {
        String rest = OWN.matcher(written).replaceAll("");
        String safe = SafeText.of(rest);
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) != safe.charAt(i)) {
                String around = rest.substring(Math.max(0, i - 60), Math.min(rest.length(), i + 60));
                throw new AssertionError("not safe: " + around.replace("\u001b", "ESC"));
            }
        }
    }

    /** Fails where a line is one that only the console may show. */
    public static void assertNotForged(List<String> lines) {
        lines.stream().filter(line -> line.startsWith(FORGED)).findFirst().ifPresent(line -> {
            throw new AssertionError("shown as the console's own: " + line);
        });
    }
}
