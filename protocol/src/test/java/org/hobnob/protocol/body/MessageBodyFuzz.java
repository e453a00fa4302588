package org.hobnob.protocol.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.ChatText;

/** Messages' bodies (SPEC 7.2). */
public final class MessageBodyFuzz implements FuzzTarget {
    private static final ChatText TEXT = new ChatText("hello");

    @Override
    public void parse(byte[] input) {
        BodyCodec.read(input).ifPresent(read -> {
            if (read instanceof MessageBody body) {
                assertEquals(Optional.of(body), BodyCodec.read(BodyCodec.print(body)));
            }
        });
        BodyCodec.split(input).ifPresent(parts -> assertArrayEquals(input, BodyCodec.join(parts)));
        BodyCodec.readWithoutText(TEXT, input).ifPresent(read -> {
            if (read instanceof MessageBody body) {
                assertEquals(Optional.of(body), BodyCodec.readWithoutText(TEXT, BodyCodec.printWithoutText(body)));
            }
        });
    }

    @Override
    public List<byte[]> seeds() {
        return Vectors.read("bodies.txt", 3).stream()
                .map(row -> java.util.HexFormat.of().parseHex(row.column(1)))
                .toList();
    }
}
