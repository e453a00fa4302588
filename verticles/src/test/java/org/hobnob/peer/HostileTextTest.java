package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member writes to harm others' terminals passes a room, a private line and a whole peer, and does not get there. */
@Tag("slow")
class HostileTextTest {
    /** Titles, clipboards, modes, questions that a terminal answers, and what reverses or hides text. */
    private static final Pattern FOREIGN =
            Pattern.compile("\u001b(?:\\[(?:2J|c|6n|31m|\\?1000h)|\\](?:0|2|52);|_G|P\\$)"
                    + "|\u009b|\u009d|\u202e|\u2066|\u200b|\u0007");

    @TempDir
    Path folder;

    /** The protocol's corpus, second column. */
    private static List<String> hostile() throws IOException {
        Path corpus = Path.of("..", "protocol", "src", "test", "resources", "vectors", "hostile-text.txt");
        return Files.readAllLines(corpus, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#") && line.contains(" | "))
                .map(line -> unquoted(line.split(" \\| ")[1]))
                .filter(text -> ChatText.of(text).isPresent())
                .toList();
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

    @Test
    void reachesNoTerminal() throws IOException {
        RegistryFixture registry = RegistryFixture.start(folder);
        BusPeer mallory = BusPeer.online("mallory", registry.port());
        try (PersonFixture dana = PersonFixture.online("dana", registry.port())) {
            mallory.create("lab3");
            dana.type("/join lab3", "#lab3> ");
            List<String> hostile = hostile();
            assertTrue(hostile.size() > 20);
            for (String text : hostile) {
                mallory.say("lab3", "a" + text);
                mallory.message("dana", "b" + text);
            }
            mallory.say("lab3", "the end of the room");
            mallory.message("dana", "the end of the chat");
            dana.see("the end of the room").see("the end of the chat");
            Matcher foreign = FOREIGN.matcher(dana.raw());
            assertFalse(foreign.find(), () -> foreign.group().replace("\u001b", "ESC"));
        } finally {
            mallory.stop();
            registry.close();
        }
    }
}
