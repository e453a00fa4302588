package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomListingTest {
    private static JsonObject room(String kind, String title, int memberCount, String... members) {
        return new JsonObject()
                .put("room", "lab3")
                .put("title", title)
                .put("memberCount", memberCount)
                .put("capacity", 100)
                .put("host", "omar")
                .put("locked", false)
                .put("kind", kind)
                .put("members", new JsonArray(List.of(members)));
    }

    private static final String[] CROWD = {"omar", "dana", "amir", "lena", "nour", "tariq", "yasmin", "zeinab"};

    @Test
    void entryThatFitsIsOneLine() {
        assertEquals(
                List.of("   1  #lab3 (3/100)  host omar  sealed  omar, dana, amir  \"Physics\""),
                RoomListing.lines("   1  ", room("sealed", "Physics", 3, "omar", "dana", "amir"), 80));
    }

    @Test
    void namesFillTheLineAndTheRestIsCounted() {
        assertEquals(
                List.of("   1  #lab3 (11/100)  host omar  sealed  omar, dana, amir, lena, nour and 6 more"),
                RoomListing.lines("   1  ", room("sealed", "", 11, CROWD), 80));
        assertEquals(
                List.of("   1  #lab3 (11/100)  host omar  sealed  omar, dana, amir, lena and 7 more"),
                RoomListing.lines("   1  ", room("sealed", "", 11, CROWD), 79));
    }

    @Test
    void namesThatDoNotFitHaveALineOfTheirOwn() {
        assertEquals(
                List.of(
                        "   1  #lab3 (11/100)  host omar  open: anyone can read and forge it",
                        "        omar, dana, amir, lena, nour, tariq, yasmin, zeinab and 3 more",
                        "        \"What is said here is about physics\""),
                RoomListing.lines("   1  ", room("open", "What is said here is about physics", 11, CROWD), 80));
    }

    @Test
    void noLineIsWiderThanTheScreen() {
        String longest = "x".repeat(32);
        JsonObject room =
                room("open", "", 100, longest, longest, longest, longest).put("host", longest);
        for (int width = 105; width < 180; width++) {
            for (String line : RoomListing.lines("   1  ", room, width)) {
                assertTrue(line.length() <= width, line);
            }
        }
    }

    @Test
    void programsGetOneLine() {
        List<String> lines = RoomListing.lines("  ", room("open", "t".repeat(200), 8, CROWD), Integer.MAX_VALUE);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("  omar, dana, amir, lena, nour, tariq, yasmin, zeinab  \"ttt"));
    }

    @Test
    void earlierRegistriesTellNoMembers() {
        assertEquals(
                List.of("  #lab3 (11/100)  host omar  sealed"), RoomListing.lines("  ", room("sealed", "", 11), 80));
    }

    @Test
    void titleIsMadeSafe() {
        assertEquals(
                List.of("  #lab3 (1/100)  host omar  sealed  omar  \"\ufffd[2J\""),
                RoomListing.lines("  ", room("sealed", "\u001b[2J", 1, "omar"), 80));
    }
}
