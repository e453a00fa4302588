package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.text.SafeText;
import org.junit.jupiter.api.Test;

class OpenDatagramsTest {
    private static final UserName DANA = new UserName("dana");

    private static List<String> texts(String text) {
        return OpenDatagrams.of(DANA, new ChatText(text)).stream()
                .map(OpenDatagram::text)
                .toList();
    }

    @Test
    void eachLineIsADatagram() {
        assertEquals(List.of("one", "two", "", "three"), texts("one\ntwo\r\n\nthree"));
    }

    @Test
    void longTextIsSplitBetweenCharacters() {
        String text = "añ日😀".repeat(300);
        List<OpenDatagram> datagrams = OpenDatagrams.of(DANA, new ChatText(text));
        assertTrue(datagrams.stream().allMatch(datagram -> datagram.bytes().length <= OpenDatagram.MAX_BYTES));
        assertEquals(text, datagrams.stream().map(OpenDatagram::text).collect(Collectors.joining()));
    }

    @Test
    void longLineIsCutBetweenWords() {
        String verb = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 ";
        String text = verb.repeat(180).strip();
        List<String> parts = texts(text);
        assertTrue(parts.size() > 2);
        assertTrue(parts.subList(0, parts.size() - 1).stream().allMatch(part -> part.endsWith(" ")));
        assertEquals(text, String.join("", parts));
    }

    @Test
    void joinersAtTheCutsOfLongWordAreReplaced() {
        String text = "\ud83d\udc68\u200d".repeat(400) + "\ud83d\udc68";
        List<OpenDatagram> datagrams = OpenDatagrams.of(DANA, new ChatText(text));
        assertTrue(datagrams.size() > 1);
        assertTrue(datagrams.stream().allMatch(datagram -> SafeText.isSafe(datagram.text())));
        assertTrue(datagrams.stream().allMatch(datagram -> datagram.bytes().length <= OpenDatagram.MAX_BYTES));
    }

    @Test
    void controlCharactersAreReplaced() {
        assertEquals(List.of("a\uFFFD[31m b"), texts("a\u001b[31m\tb"));
    }
}
