package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hobnob.protocol.message.value.RoomName;
import org.junit.jupiter.api.Test;

class ListsTest {
    @Test
    void nameJustBeforeARoomSkipsNeitherItNorLeadsFarBeforeIt() {
        for (String room : new String[] {"lab3", "LAB", "lab_", "lab0", "a-", "x" + "y".repeat(31)}) {
            RoomName before = RoomName.of(Lists.justBefore(room)).orElseThrow();
            assertTrue(before.compareTo(RoomName.of(room).orElseThrow()) < 0, room);
        }
        assertEquals("lab2zzzzzzzzzzzzzzzzzzzzzzzzzzzz", Lists.justBefore("lab3"));
        assertNull(Lists.justBefore("a"));
    }
}
