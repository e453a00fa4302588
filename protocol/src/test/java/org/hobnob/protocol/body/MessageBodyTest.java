package org.hobnob.protocol.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Bodies;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** SPEC 7.2: bodies of messages. */
class MessageBodyTest {
    private static final UserName DANA = new UserName("dana");

    @Property(tries = 500)
    void bodyIsReadAsPrinted(@ForAll("bodies") MessageBody body) {
        byte[] printed = BodyCodec.print(body);
        assertTrue(printed.length <= MessageBody.MAX_BYTES);
        assertEquals(Optional.of(body), BodyCodec.read(printed));
        assertEquals(Optional.of(body), BodyCodec.readWithoutText(body.text(), BodyCodec.printWithoutText(body)));
    }

    @Property(tries = 1000)
    void changedBytesAreRefusedOrReadAsTheyStand(
            @ForAll("bodies") MessageBody body, @ForAll int place, @ForAll byte value, @ForAll boolean cut) {
        byte[] changed = BodyCodec.print(body);
        int at = Math.floorMod(place, changed.length);
        changed[at] = value;
        BodyCodec.read(cut ? Arrays.copyOf(changed, at) : changed).ifPresent(MessageBodyTest::printsAgain);
    }

    @Property(tries = 2000)
    void noBytesMakeTheReaderThrow(@ForAll byte[] bytes) {
        BodyCodec.read(bytes).ifPresent(MessageBodyTest::printsAgain);
        BodyCodec.readWithoutText(new ChatText("x"), bytes).ifPresent(MessageBodyTest::printsAgain);
    }

    private static void printsAgain(Body read) {
        if (read instanceof MessageBody body) {
            assertEquals(Optional.of(body), BodyCodec.read(BodyCodec.print(body)));
        }
    }

    @Example
    void vectorsAreReadAsTheySay() {
        for (Vectors.Row row : Vectors.read("bodies.txt", 3)) {
            assertEquals(row.column(2), outcome(HexFormat.of().parseHex(row.column(1))), row.name());
        }
    }

    private static String outcome(byte[] bytes) {
        Optional<Body> read = BodyCodec.read(bytes);
        if (read.isEmpty()) {
            return "malformed";
        }
        if (!(read.get() instanceof MessageBody body)) {
            return "unreadable";
        }
        return (Arrays.equals(bytes, BodyCodec.print(body)) ? "ok " : "read ") + Meaning.of(body);
    }

    @Example
    void longestBodyFits() {
        MessageBody longest = Bodies.longest();
        assertEquals(Optional.of(longest), BodyCodec.read(BodyCodec.print(longest)));
    }

    @Example
    void longerBytesAreRefused() {
        byte[] longest = Bodies.withUnknownField(MessageBody.MAX_BYTES);
        assertTrue(BodyCodec.read(longest).isPresent());
        assertFalse(BodyCodec.read(Bodies.withUnknownField(MessageBody.MAX_BYTES + 1))
                .isPresent());
    }

    @Example
    void textBesideTheFieldsIsNotAmongThem() {
        MessageBody body = MessageBody.of(new ChatText("hi"));
        assertArrayEquals(new byte[0], BodyCodec.printWithoutText(body));
        assertEquals(Optional.empty(), BodyCodec.readWithoutText(body.text(), BodyCodec.print(body)));
    }

    @Example
    void actionIsShownAsOneOnlyOfItsSender() {
        MessageBody waves = MessageBody.action(DANA, "waves").orElseThrow();
        assertEquals("* dana waves", waves.text().text());
        assertTrue(waves.isActionOf(DANA));
        assertTrue(waves.isActionOf(new UserName("Dana")));
        assertFalse(waves.isActionOf(new UserName("omar")));
        assertFalse(waves.isActionOf(new UserName("dan")));
        assertFalse(MessageBody.of(waves.text()).isActionOf(DANA));
        assertEquals(Optional.empty(), MessageBody.action(DANA, " "));
        assertEquals(Optional.empty(), MessageBody.action(DANA, "x".repeat(ChatText.MAX_BYTES)));
    }

    @Example
    void quoteIsCutBetweenCodePointsAndSafe() {
        ReplyTo cut = ReplyTo.quoting(DANA, Examples.ID, "é".repeat(59) + "x😀y");
        assertEquals("é".repeat(59) + "x", cut.quote());
        assertEquals("a\uFFFDb", ReplyTo.quoting(DANA, Examples.ID, "a\nb").quote());
    }

    @Example
    void timesBeyondTheCalendarAreRefused() {
        MessageBody body = MessageBody.of(new ChatText("hi"));
        assertEquals(OptionalLong.of(0), body.saidAt(0).saidAt());
        assertThrows(IllegalArgumentException.class, () -> body.saidAt(-1));
        assertThrows(IllegalArgumentException.class, () -> body.saidAt(UnixTime.LAST_MS + 1));
    }

    @Provide
    Arbitrary<MessageBody> bodies() {
        return Bodies.any();
    }
}
