package org.hobnob.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbLineTest {
    @Test
    void optionsAndNumbersAreRead() throws VerbLine.NoVerbException {
        VerbLine line = VerbLine.read("  who --after \"dana\"  --limit 7");
        assertEquals("who", line.verb().name());
        assertEquals(new JsonObject().put("after", "dana").put("limit", 7), line.args());
    }

    @Test
    void verbsHaveOneWordOrTwo() throws VerbLine.NoVerbException {
        assertEquals("status", VerbLine.read("status").verb().name());
        assertEquals("room list", VerbLine.read("room list").verb().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | the verbs are",
                "frob               | no such verb",
                "room               | room list",
                "room.list          | no such verb",
                "who --limit x      | whole number",
                "who --limit        | needs a value",
                "who dana           | too much",
                "who --frob 1       | too much",
                "who --after \"dana | quotation mark"
            })
    void wrongLinesSayWhatIsWrong(String line, String what) {
        String said = assertThrows(VerbLine.NoVerbException.class, () -> VerbLine.read(line))
                .getMessage();
        assertTrue(said.contains(what), said);
    }

    @Test
    void everyVerbNamesItselfOnce() {
        assertEquals(
                VerbTable.ROWS.size(),
                VerbTable.ROWS.stream().map(Verb::action).distinct().count());
    }
}
