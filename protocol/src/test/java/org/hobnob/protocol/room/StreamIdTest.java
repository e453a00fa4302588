package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The vectors in {@code vectors/stream-ids.txt}, which another program computed. */
class StreamIdTest {
    @TestFactory
    Stream<DynamicTest> theNumberIsThatOfTheVector() {
        return Vectors.read("stream-ids.txt", 5).stream()
                .map(row -> dynamicTest(row.name(), () -> {
                    long stream = StreamId.of(
                            RoomId.of(new RoomName(row.column(1))),
                            new PublicKey(row.column(2)),
                            new StreamSalt(row.column(3)));
                    assertEquals(row.column(4), HexFormat.of().toHexDigits(stream));
                }));
    }
}
