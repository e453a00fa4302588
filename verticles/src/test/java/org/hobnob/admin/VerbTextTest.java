package org.hobnob.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbTextTest {
    private static final JsonObject NONE = new JsonObject();

    private static List<String> lines(String verb, JsonObject answer) {
        return VerbText.lines(VerbTable.find(verb).orElseThrow(), NONE, answer, ZoneOffset.UTC);
    }

    @Test
    void rowsStandInColumns() {
        JsonObject row =
                new JsonObject().put("user", "dana").put("dialect", "native").put("ip", "10.0.0.7");
        JsonObject answer = new JsonObject().put("rows", new JsonArray().add(row));
        assertEquals(
                List.of("user  dialect  ip        status  rooms", "dana  native   10.0.0.7  -       -"),
                lines("who", answer));
    }

    @Test
    void noRowsAreSaid() {
        assertEquals(List.of("none"), lines("who", new JsonObject().put("rows", new JsonArray())));
    }

    @Test
    void timesAndSpansAreWordsOfPeople() {
        JsonObject answer = new JsonObject().put("startedAt", 0L).put("upMs", 3_700_000L);
        assertEquals(List.of("started: 1970-01-01 00:00", "up: 1 h 1 min"), lines("status", answer));
    }

    @Test
    void textsOfOthersComeOutSafe() {
        JsonObject row = new JsonObject().put("room", "lab").put("title", "a\u001b]0;x\nb");
        String line = lines("room list", new JsonObject().put("rows", new JsonArray().add(row)))
                .get(1);
        assertEquals("lab   -     -     -        -         -       -         a\uFFFD]0;x b", line);
    }
}
