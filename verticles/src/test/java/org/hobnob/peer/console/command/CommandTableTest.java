package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    @Test
    void everyCommandHasItsOwnName() {
        List<String> names = CommandTable.allNames();
        assertEquals(names.size(), names.stream().distinct().count());
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
