package org.hobnob.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hobnob.protocol.Bodies;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.NativePeer;
import org.junit.jupiter.api.Test;

/** SPEC 2.4. */
class TextLimitsTest {
    @Test
    void messageTextsAreBoundedInBytes() {
        assertTrue(ChatText.of("x".repeat(3_500)).isPresent());
        assertEquals(Optional.empty(), ChatText.of("x".repeat(3_501)));
        assertTrue(ChatText.of("é".repeat(1_750)).isPresent());
        assertEquals(Optional.empty(), ChatText.of("é".repeat(1_751)));
        assertEquals(Optional.empty(), ChatText.of(""));
        assertEquals(Optional.empty(), ChatText.of(null));
        assertEquals(Optional.empty(), ChatText.of("a\ud800"));
    }

    @Test
    void controlsOfMessageTextsCountTwice() {
        for (String control : new String[] {"\u0000", "\u001b", "\u007f"}) {
            assertTrue(ChatText.of(control.repeat(1_750)).isPresent());
            assertEquals(Optional.empty(), ChatText.of(control.repeat(1_750) + "x"));
            assertEquals(3_501, ChatText.size(control.repeat(1_750) + "x"));
        }
        for (String once : new String[] {"\t", "\n", "\r", " ", "=", "\\"}) {
            assertTrue(ChatText.of(once.repeat(3_500)).isPresent());
        }
    }

    @Test
    void theWorstTextFitsALine() {
        UserName longest = new UserName("a".repeat(32));
        long most = 999_999_999_999_999_999L;
        for (String worst : new String[] {"\u001b".repeat(1_750), "\\".repeat(3_500)}) {
            PeerMessage message = new PeerMessage.DirectMessage(
                    longest,
                    longest,
                    Examples.ID,
                    new LogPlace(Examples.PLACE.log(), most, most),
                    EncodedBody.of(Bodies.longest(new ChatText(worst))));
            assertTrue(NativePeer.print("0123456789abcdef", message).print().length() <= Limits.LINE_BYTES);
        }
    }

    @Test
    void titlesAreBoundedAndSafe() {
        assertTrue(Title.of("é".repeat(100)).isPresent());
        assertEquals(Optional.empty(), Title.of("é".repeat(100) + "x"));
        assertTrue(Title.of("").isPresent());
        assertEquals(Optional.empty(), Title.of("a\u001b[2J"));
        assertEquals(Optional.empty(), Title.of(null));
    }

    @Test
    void freeWordsAreBounded() {
        assertEquals(200, new Request.Hello(1, "x".repeat(200)).client().length());
        assertThrows(IllegalArgumentException.class, () -> new Request.Hello(1, "x".repeat(201)));
        assertThrows(IllegalArgumentException.class, () -> new Reply.HelloBack(1, "é".repeat(101), 0));
    }
}
