package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.message.value.RoomName;
import org.junit.jupiter.api.Test;

/** SPEC 8.1. */
class RoomHeaderTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void theRoomsIdIsTheStartOfAHashOfItsFoldedName() throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest("hobnob room 1 networks".getBytes(StandardCharsets.US_ASCII));
        assertEquals(HEX.formatHex(digest, 0, 8), RoomId.of(Examples.NETWORKS).toString());
        assertEquals(RoomId.of(Examples.NETWORKS), RoomId.of(new RoomName("NETWORKS")));
        assertNotEquals(RoomId.of(Examples.NETWORKS), RoomId.of(new RoomName("Networks2")));
    }

    @Test
    void theEpochIsTheRostersVersionWrapped() {
        assertEquals(7, RoomHeader.epochOf(7));
        assertEquals(0xFFFF_FFFFL, RoomHeader.epochOf(0xFFFF_FFFFL));
        assertEquals(1, RoomHeader.epochOf(0x1_0000_0001L));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        RoomId room = RoomId.of(Examples.NETWORKS);
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(256, room, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, 1L << 32, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, -1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomHeader(1, room, 0, 0, 0));
    }

    @Test
    void originalNameWithTheMagicIsNoHeader() {
        for (String text : new String[] {"HB: hi", "HBO: hi", "HB-1: hi", "HB1: hi", "HB", "H", ""}) {
            byte[] datagram = text.getBytes(StandardCharsets.US_ASCII);
            assertFalse(RoomHeader.begins(datagram), text);
            assertEquals(Optional.empty(), RoomHeader.parse(datagram));
            assertEquals(text.contains(": "), OpenDatagram.parse(datagram).isPresent(), text);
        }
    }

    @Test
    void aHeaderIsReadAsWritten() {
        RoomHeader header = new RoomHeader(3, RoomId.of(Examples.NETWORKS), 0xFFFF_FFFFL, -2, Long.MIN_VALUE);
        assertEquals(Optional.of(header), RoomHeader.parse(header.bytes()));
    }
}
