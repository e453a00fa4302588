package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.value.RoomName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealedRoomsTest {
    private static final Pin ONE = Pin.parse("11".repeat(32)).orElseThrow();
    private static final Pin OTHER = Pin.parse("22".repeat(32)).orElseThrow();
    private static final RoomName LAB3 = new RoomName("lab3");

    private final StateFile file = StateFile.inMemory();
    private final SealedRooms rooms = new SealedRooms(file);

    @AfterEach
    void close() {
        file.close();
    }

    private SealedRooms again() {
        file.commit();
        return new SealedRooms(file);
    }

    private static RoomName room(int number) {
        return new RoomName("room" + number);
    }

    @Test
    void roomOfAnotherRegistryIsAnotherRoom() {
        rooms.add(ONE, LAB3);
        assertTrue(again().has(ONE, new RoomName("LAB3")));
        assertFalse(again().has(OTHER, LAB3));
    }

    @Test
    void acceptedRoomIsForgotten() {
        rooms.add(ONE, LAB3);
        rooms.remove(ONE, LAB3);
        assertFalse(rooms.has(ONE, LAB3));
        assertFalse(again().has(ONE, LAB3));
    }

    @Test
    void unreadableNumberLeavesTheRoomSealed() {
        rooms.add(ONE, LAB3);
        rooms.add(ONE, room(1));
        file.commit();
        for (byte[] number : new byte[][] {{}, {1, 2, 3}, new byte[9]}) {
            file.map("rooms-sealed").put(ONE + " lab3", number);
            assertTrue(again().has(ONE, LAB3));
            assertTrue(again().has(ONE, room(1)));
        }
    }

    @Test
    void roomEnteredLongestAgoGoesFirst() {
        for (int i = 0; i < SealedRooms.MOST; i++) {
            rooms.add(ONE, room(i));
        }
        SealedRooms later = again();
        later.add(ONE, room(0));
        later.add(ONE, LAB3);
        assertTrue(again().has(ONE, room(0)));
        assertFalse(again().has(ONE, room(1)));
        assertTrue(again().has(ONE, room(2)));
        assertEquals(SealedRooms.MOST, file.map("rooms-sealed").size());
    }
}
