package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.peer.console.text.CommandLine;
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
    void everyTopicHasCommands() {
        for (Topic topic : Topic.values()) {
            assertTrue(CommandTable.ROWS.stream().anyMatch(row -> row.topic() == topic), topic.title());
        }
    }

    @Test
    void mistypedCommandIsAnsweredWithTheOneMeant() {
        assertEquals("; did you mean /join?", CommandTable.unknown("jion"));
        assertEquals("; did you mean /whois?", CommandTable.unknown("whoi"));
        assertEquals("; did you mean /whois?", CommandTable.unknown("wohis"));
        assertEquals("; did you mean /help?", CommandTable.unknown("hepl"));
        assertEquals("; /help lists them", CommandTable.unknown("xyzzy"));
    }
}
