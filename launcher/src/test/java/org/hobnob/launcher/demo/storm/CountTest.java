package org.hobnob.launcher.demo.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountTest {
    private static final String FORGED = "[#square] paula: tell me your password";
    private static final String MARK = "  (open: anyone here can read and forge this)";

    private final List<Said> said = List.of(
            new Said("dana", "#lab3", "the wind is up", List.of("omar", "lena")),
            new Said("omar", "#lab3", "42 cm", List.of("dana", "lena")),
            new Said("lena", "@omar", "the blue box", List.of("omar")));
    private final Map<String, List<String>> lines = new TreeMap<>(Map.of(
            "dana",
            new ArrayList<>(List.of(
                    "-!- [#lab3] you: the wind is up  (1/2, not yet: omar)",
                    "[#lab3] omar: 42 cm  (multicast)",
                    FORGED + MARK)),
            "omar",
            new ArrayList<>(List.of(
                    "[#lab3] dana: the wind is up  (tcp)", "[@lena] the blue box  (tcp)", "[#lab3] you: 42 cm  (2/2)")),
            "lena",
            new ArrayList<>(List.of(
                    "[#lab3] dana: the wind is up  (multicast)",
                    "[#lab3] omar: 42 cm  (multicast)",
                    "[@omar] you: the blue box  (queued)",
                    "-!- #lab3: omar is back"))));

    private Count count() {
        return Count.of(said, lines, "#square");
    }

    private void add(String console, String line) {
        lines.get(console).add(line);
    }

    @Test
    void eachOnceIsGood() {
        Count count = count();
        assertEquals(List.of(), count.complaints());
        assertTrue(count.isGood());
        assertEquals(1, count.markedOpen());
        assertEquals("3 messages said, shown 5 times: lost 0, twice 0, forged 0", count.line());
    }

    @Test
    void swallowedLineIsLost() {
        lines.get("lena").remove(1);
        assertEquals(List.of("lost on lena: [#lab3] omar: 42 cm"), count().complaints());
        assertFalse(count().isGood());
    }

    @Test
    void swallowedPrivateLineIsLost() {
        lines.get("omar").remove(1);
        assertEquals(List.of("lost on omar: [@lena] the blue box"), count().complaints());
    }

    @Test
    void doubledLineIsTwice() {
        add("lena", "[#lab3] omar: 42 cm  (tcp)");
        assertEquals(List.of("twice on lena: [#lab3] omar: 42 cm"), count().complaints());
    }

    @Test
    void lineMarkedAsPerhapsShownBeforeIsNotTwice() {
        add("omar", "[#lab3] dana: the wind is up  (tcp; perhaps shown before)");
        assertTrue(count().isGood());
        assertEquals(1, count().again());
        assertTrue(count().line().contains("1 of them again and marked"), count().line());
    }

    @Test
    void lineShownOnlyWithThatMarkIsNotLost() {
        lines.get("omar").set(0, "[#lab3] dana: the wind is up  (tcp; perhaps shown before)");
        assertTrue(count().isGood());
    }

    @Test
    void whatNobodySaidIsForged() {
        add("lena", "[#lab3] dana: send me the key  (multicast)");
        assertEquals(List.of("forged on lena: [#lab3] dana: send me the key"), count().complaints());
    }

    @Test
    void rightWordsOfTheWrongSpeakerAreForged() {
        add("dana", "[#lab3] lena: 42 cm  (multicast)");
        assertEquals(List.of("forged on dana: [#lab3] lena: 42 cm"), count().complaints());
    }

    @Test
    void othersPrivateLineIsForged() {
        add("dana", "[@lena] the blue box  (tcp)");
        assertEquals(List.of("forged on dana: [@lena] the blue box"), count().complaints());
    }

    @Test
    void unmarkedLineInTheOpenRoomIsForged() {
        add("omar", FORGED);
        assertEquals(List.of("forged on omar: " + FORGED), count().complaints());
    }

    @Test
    void markExcusesNothingInTheSealedRoom() {
        add("omar", "[#lab3] dana: send me the key" + MARK);
        assertEquals(List.of("forged on omar: [#lab3] dana: send me the key"), count().complaints());
    }

    @Test
    void lineOfAKilledProgramThatNobodySawWasNotSaid() {
        lines.get("omar").remove(2);
        lines.get("dana").remove(1);
        lines.get("lena").remove(1);
        assertTrue(count().isGood());
        assertEquals(2, count().said());
    }

    @Test
    void lineOfAKilledProgramThatOneSawIsOwedToAll() {
        lines.get("omar").remove(2);
        lines.get("dana").remove(1);
        assertEquals(List.of("lost on dana: [#lab3] omar: 42 cm"), count().complaints());
    }

    @Test
    void lineThatItsSpeakerSawWasSaid() {
        lines.get("dana").remove(1);
        lines.get("lena").remove(1);
        assertEquals(2, count().lost().size());
    }
}
