package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 8.1. */
class RoomPacketTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final RoomHeader HEADER = new RoomHeader(1, RoomId.of(Examples.NETWORKS), 7, -1, 1);

    @Test
    void datagramsAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("room-packets.txt", 3)) {
            byte[] datagram = HEX.parseHex(row.column(1));
            Optional<RoomPacket> packet = RoomPacket.parse(datagram);
            assertEquals(
                    row.column(2),
                    packet.map(p -> "ok " + Meaning.of((Record) p)).orElse("none"),
                    row.name());
            packet.ifPresent(p -> assertArrayEquals(datagram, p.bytes(), row.name()));
        }
    }

    @Test
    void theRoomsIdIsTheStartOfAHashOfItsFoldedName() throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest("hobnob room 1 networks".getBytes(StandardCharsets.US_ASCII));
        assertEquals(HEX.formatHex(digest, 0, 8), RoomId.of(Examples.NETWORKS).toString());
        assertEquals(RoomId.of(Examples.NETWORKS), RoomId.of(new RoomName("NETWORKS")));
        assertNotEquals(RoomId.of(Examples.NETWORKS), RoomId.of(new RoomName("Networks2")));
    }

    @Property
    void aPacketIsReadAsWritten(@ForAll("packets") RoomPacket packet) {
        byte[] datagram = packet.bytes();
        assertTrue(datagram.length <= RoomPacket.MAX_BYTES);
        Optional<RoomPacket> read = RoomPacket.parse(datagram);
        assertEquals(Optional.of(packet), read);
        assertArrayEquals(datagram, read.orElseThrow().bytes());
    }

    @Property
    void noDatagramIsReadInTwoWays(@ForAll("packets") RoomPacket packet) {
        assertEquals(Optional.empty(), OpenDatagram.parse(packet.bytes()));
    }

    @Property(tries = 3000)
    void aMutatedPacketIsRefusedOrReadAsItStands(
            @ForAll("packets") RoomPacket packet, @ForAll int place, @ForAll byte value, @ForAll boolean cut) {
        byte[] datagram = packet.bytes();
        int at = Math.floorMod(place, datagram.length);
        datagram[at] = value;
        byte[] mutated = cut ? Arrays.copyOf(datagram, at) : datagram;
        RoomPacket.parse(mutated).ifPresent(read -> assertArrayEquals(mutated, read.bytes()));
    }

    @Test
    void theLongestTextFitsAndOneByteMoreDoesNot() {
        UserName longest = new UserName("a".repeat(32));
        int most = RoomPacket.Text.maxTextBytes(longest);
        assertEquals(1_200 - 32 - 16 - 1 - 32, most);
        ChatText fits = new ChatText("x".repeat(most));
        byte[] datagram = new RoomPacket.Text(HEADER, Examples.ID, longest, fits).bytes();
        assertEquals(RoomPacket.MAX_BYTES, datagram.length);
        assertTrue(RoomPacket.parse(datagram).isPresent());
        assertFalse(
                RoomPacket.parse(Arrays.copyOf(datagram, datagram.length + 1)).isPresent());
        ChatText tooLong = new ChatText("x".repeat(most + 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomPacket.Text(HEADER, Examples.ID, longest, tooLong));
    }

    @Test
    void theEpochIsTheRostersVersionWrapped() {
        assertEquals(7, RoomHeader.epochOf(7));
        assertEquals(0xFFFF_FFFFL, RoomHeader.epochOf(0xFFFF_FFFFL));
        assertEquals(1, RoomHeader.epochOf(0x1_0000_0001L));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        RoomId room = HEADER.room();
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(256, room, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, 1L << 32, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, -1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new RoomPacket.UnknownKind(HEADER, ""));
    }

    @Test
    void anOriginalsNameBeginningWithTheMagicIsNoHeader() {
        for (String text : new String[] {"HB: hi", "HBO: hi", "HB-1: hi", "HB1: hi", "HB", "H", ""}) {
            byte[] datagram = text.getBytes(StandardCharsets.US_ASCII);
            assertFalse(RoomHeader.begins(datagram), text);
            assertEquals(Optional.empty(), RoomPacket.parse(datagram));
            assertEquals(text.contains(": "), OpenDatagram.parse(datagram).isPresent(), text);
        }
    }

    @Provide
    Arbitrary<RoomPacket> packets() {
        Arbitrary<RoomHeader> headers = headers(Arbitraries.just(RoomHeader.KIND_TEXT));
        Arbitrary<ChatText> texts =
                Values.chatTexts().filter(text -> text.text().getBytes(StandardCharsets.UTF_8).length <= 1_119);
        Arbitrary<RoomPacket> text = Combinators.combine(headers, Values.ids(), Values.users(), texts)
                .as(RoomPacket.Text::new);
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 255).filter(kind -> kind != 1 && kind != 2);
        Arbitrary<String> bodies =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(1_168).map(HEX::formatHex);
        Arbitrary<RoomPacket> unknown =
                Combinators.combine(headers(kinds), bodies).as(RoomPacket.UnknownKind::new);
        Arbitrary<RoomPacket> greeting = Combinators.combine(
                        headers(Arbitraries.just(RoomHeader.KIND_GREETING)),
                        Values.users(),
                        Values.users().list().ofMaxSize(RoomPacket.Greeting.MAX_HEARD))
                .as(RoomPacket.Greeting::new);
        return Arbitraries.oneOf(text, greeting, unknown);
    }

    private static Arbitrary<RoomHeader> headers(Arbitrary<Integer> kinds) {
        return Combinators.combine(
                        kinds,
                        Values.rooms().map(RoomId::of),
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                        Arbitraries.longs(),
                        Arbitraries.longs().filter(n -> n != 0))
                .as(RoomHeader::new);
    }
}
