package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    @Test
    void everyCommandHasItsOwnName() {
        List<String> names = CommandTable.allNames();
        assertEquals(names.size(), names.stream().distinct().count());
    }

    @Test
    void everyCommandIsExplainedWithAnExampleOfItself() {
        for (Command row : CommandTable.ROWS) {
            assertFalse(row.summary().isEmpty(), row.name());
            CommandLine example = CommandLine.of(row.example());
            int words = example.words(Math.max(1, row.mostWords())).size();
            assertEquals(row.name(), example.command());
            assertTrue(words <= row.mostWords(), row.example());
            assertEquals(row.usage().isEmpty(), row.mostWords() == 0, row.name());
            assertEquals(row.arguments().isEmpty(), row.mostWords() == 0, row.name());
        }
    }

    @Test
    void commandThatSaysNothingIsSilent() {
        for (String silent : List.of("/names", "/msg amir", "/query amir", "/unknown x")) {
            assertTrue(CommandTable.isSilent(Entry.typed(silent)), silent);
        }
        for (String said :
                List.of("hello", "//x", "/etc/hosts", "/msg amir hi", "/dm amir hi", "/me waves", "/re yes")) {
            assertFalse(CommandTable.isSilent(Entry.typed(said)), said);
        }
        assertFalse(CommandTable.isSilent(new Entry("/home is full", true)));
        assertFalse(CommandTable.isSilent(new Entry("/names\n/names", true)));
    }

    @Test
    void everyTopicHasCommands() {
        for (Topic topic : Topic.values()) {
            assertTrue(CommandTable.ROWS.stream().anyMatch(row -> row.topic() == topic), topic.title());
        }
    }

    @Test
    void mistypedCommandIsAnsweredWithTheOneMeant() {
        assertHint("; did you mean /join?", "jion");
        assertHint("; did you mean /whois?", "whoi");
        assertHint("; did you mean /whois?", "wohis");
        assertHint("; did you mean /whois?", "wihs");
        assertHint("; did you mean /help?", "hepl");
        assertHint("; /help lists them", "xyzzy");
    }

    @Test
    void singleLetterNamesAllThatBeginWithIt() {
        assertHint("; q without the slash leaves a conversation, /quit ends the program", "q");
        assertHint("; did you mean /who, /whois?", "w");
    }

    private static void assertHint(String hint, String typed) {
        assertTrue(CommandTable.unknown(typed).startsWith(hint), CommandTable.unknown(typed));
    }
}
