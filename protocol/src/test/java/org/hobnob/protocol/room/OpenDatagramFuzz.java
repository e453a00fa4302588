package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Datagrams of original peers (SPEC 8.7), and headers of rooms' datagrams (SPEC 8.1). */
public final class OpenDatagramFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        OpenDatagram.parse(input).ifPresent(read -> {
            assertTrue(read.bytes().length <= OpenDatagram.MAX_BYTES);
            assertEquals(Optional.of(read), OpenDatagram.parse(read.bytes()));
            read.whoJoined();
            read.whoLeft();
        });
        RoomHeader.parse(input)
                .ifPresent(header -> assertEquals(Optional.of(header), RoomHeader.parse(header.bytes())));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                "Dana: hi".getBytes(StandardCharsets.UTF_8),
                "System: User Dana joined!".getBytes(StandardCharsets.UTF_8),
                "System: User Dana left.".getBytes(StandardCharsets.UTF_8));
    }
}
