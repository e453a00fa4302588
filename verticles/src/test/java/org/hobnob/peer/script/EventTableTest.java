package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.socket.JsonLine;
import org.junit.jupiter.api.Test;

/** What programs are told of the events on the bus. */
class EventTableTest {
    private static JsonObject json(String json) {
        return new JsonObject(json.replace('\'', '"'));
    }

    @Test
    void everyEventOfTheConsoleIsTold() throws IOException {
        String bus = Files.readString(Path.of("../protocol/BUS.md"));
        String section = bus.substring(bus.indexOf("### 6.4"), bus.indexOf("### 6.5"));
        Set<String> documented = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(section);
        while (row.find()) {
            documented.add(row.group(1));
        }
        Set<String> told = new TreeSet<>();
        EventTable.actions().forEach(told::add);
        assertTrue(documented.size() > 20, documented.toString());
        assertEquals(documented, told);
    }

    @Test
    void messageNamesTheConversationToAnswerIn() {
        assertEquals(
                json("{'type':'message','conversation':'omar','from':'omar','text':'hi','messageId':'ab','path':'tcp',"
                        + "'again':false}"),
                EventTable.told("direct", json("{'user':'omar','text':'hi','id':'ab','path':'tcp','again':false}")));
        assertEquals(
                "#lab",
                EventTable.told("room-text", json("{'room':'lab','user':'omar','text':'hi'}"))
                        .getString("conversation"));
    }

    @Test
    void unreadableMessageIsOneWithoutText() {
        assertEquals(
                json("{'type':'message','conversation':'#lab','from':'omar','text':'','again':true,'unreadable':true}"),
                EventTable.told("room-unreadable", json("{'room':'lab','user':'omar','again':true}")));
    }

    @Test
    void gapsCountInChatsAndRooms() {
        assertEquals(
                json("{'type':'gap','conversation':'omar','from':'omar','count':2}"),
                EventTable.told("direct-missing", json("{'user':'omar','count':2}")));
        assertEquals(
                json("{'type':'gap','conversation':'#lab','from':'omar','count':3}"),
                EventTable.told("room-gap", json("{'room':'lab','user':'omar','upTo':3}")));
    }

    @Test
    void whatTheBusAddsIsNotTold() {
        assertEquals(
                json("{'type':'key-changed','user':'omar'}"),
                EventTable.told("key-changed", json("{'user':'omar','internal':1}")));
    }

    @Test
    void hostileTextStaysEscapedAndComesBackWhole() {
        String hostile = "\u001b]0;x\u0007 \u009b31m \u202e \u2028 \ud800 \udb40\udc41 \"\\ ä 漢 😀";
        String line = JsonLine.of(new JsonObject().put("text", hostile));
        assertTrue(SafeText.isSafe(line), line);
        assertEquals(hostile, new JsonObject(line).getString("text"));
        assertTrue(line.contains("ä 漢 😀"), line);
    }
}
