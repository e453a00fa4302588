package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.OpenDatagram;
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
    void aLongTextIsCutBetweenCharactersAndNothingOfItIsLost() {
        String text = "añ日😀".repeat(300);
        List<OpenDatagram> datagrams = OpenDatagrams.of(DANA, new ChatText(text));
        assertTrue(datagrams.stream().allMatch(datagram -> datagram.bytes().length <= OpenDatagram.MAX_BYTES));
        assertEquals(text, datagrams.stream().map(OpenDatagram::text).collect(Collectors.joining()));
    }

    @Test
    void whatWouldReachATerminalRawIsMadeSafe() {
        assertEquals(List.of("a\uFFFD[31m b"), texts("a\u001b[31m\tb"));
    }
}
