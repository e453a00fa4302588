package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 8.7. */
class OpenDatagramTest {
    @Test
    void datagramsAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("open-datagrams.txt", 3)) {
            byte[] bytes = row.column(1).startsWith("\"")
                    ? Vectors.unquote(row.column(1)).getBytes(StandardCharsets.UTF_8)
                    : HexFormat.of().parseHex(row.column(1));
            Optional<OpenDatagram> datagram = OpenDatagram.parse(bytes);
            assertEquals(row.column(2), datagram.map(OpenDatagramTest::describe).orElse("none"), row.name());
            if (row.column(2).startsWith("ok ")) {
                assertArrayEquals(bytes, datagram.orElseThrow().bytes(), row.name());
            }
        }
    }

    private static String describe(OpenDatagram datagram) {
        boolean replaced = datagram.text().indexOf('\ufffd') >= 0;
        String joined = datagram.whoJoined().map(user -> " joined=" + user).orElse("");
        String left = datagram.whoLeft().map(user -> " left=" + user).orElse("");
        return (replaced ? "read " : "ok ") + Meaning.of(datagram) + joined + left;
    }

    @Property
    void aDatagramIsReadAsWritten(@ForAll("datagrams") OpenDatagram datagram) {
        byte[] bytes = datagram.bytes();
        assertTrue(bytes.length <= OpenDatagram.MAX_BYTES);
        assertEquals(Optional.of(datagram), OpenDatagram.parse(bytes));
    }

    @Test
    void comingAndGoingAreSpeltAsTheOriginalDoes() {
        assertEquals("System: User Kareem joined!", text(OpenDatagram.joined(Examples.KAREEM)));
        assertEquals("System: User Kareem left.", text(OpenDatagram.left(Examples.KAREEM)));
        assertEquals(
                Optional.of(Examples.KAREEM),
                OpenDatagram.joined(Examples.KAREEM).whoJoined());
        assertEquals(
                Optional.of(Examples.KAREEM), OpenDatagram.left(Examples.KAREEM).whoLeft());
        assertEquals(Optional.empty(), OpenDatagram.left(Examples.KAREEM).whoJoined());
    }

    @Test
    void aUserWhoSaysThatSomebodyLeftIsNotTheSystem() {
        OpenDatagram said = new OpenDatagram(Optional.of(Examples.MYNAME), "User Kareem left.");
        assertEquals(Optional.empty(), said.whoLeft());
    }

    @Test
    void datagramsThatOriginalsCannotReadAreDropped() {
        String long1 = "Kareem: " + "é".repeat(600);
        OpenDatagram read =
                OpenDatagram.parse(long1.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertEquals("é".repeat(508), read.text());
        assertTrue(read.bytes().length <= OpenDatagram.MAX_BYTES);
    }

    @Test
    void replacementsNeverOutgrowADatagram() {
        byte[] bytes = new byte[60_000];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        bytes[0] = 'a';
        bytes[1] = ':';
        bytes[2] = ' ';
        OpenDatagram read = OpenDatagram.parse(bytes).orElseThrow();
        assertTrue(read.text().chars().allMatch(c -> c == '\ufffd'));
        assertTrue(read.bytes().length <= OpenDatagram.MAX_BYTES);
    }

    @Test
    void aTextThatOutgrowsADatagramIsRefused() {
        Optional<UserName> sender = Optional.of(Examples.KAREEM);
        int most = OpenDatagram.maxTextBytes(sender);
        assertEquals(1_024, new OpenDatagram(sender, "x".repeat(most)).bytes().length);
        assertThrows(IllegalArgumentException.class, () -> new OpenDatagram(sender, "x".repeat(most + 1)));
        assertThrows(IllegalArgumentException.class, () -> new OpenDatagram(sender, "\ud800"));
    }

    private static String text(OpenDatagram datagram) {
        return new String(datagram.bytes(), StandardCharsets.US_ASCII);
    }

    @Provide
    Arbitrary<OpenDatagram> datagrams() {
        return net.jqwik.api.Combinators.combine(Values.users().optional(), Values.texts(240))
                .as(OpenDatagram::new);
    }
}
