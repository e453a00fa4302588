package org.hobnob.registry.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** What a program sends to the bridge, the first byte included. */
public final class BridgeFuzz implements FuzzTarget {
    private static final int MOST = 2_000;

    @Override
    public void parse(byte[] input) {
        message(input);
        int[] taken = new int[1];
        FrameReader reader = new FrameReader(MOST);
        try {
            reader.feed(input, frame -> {
                taken[0] += frame.length + FrameReader.LENGTH_BYTES;
                message(frame);
            });
            assertTrue(taken[0] + reader.size() == input.length, "every byte is in a frame or kept");
        } catch (FrameReader.BadLengthException documented) {
            assertTrue(taken[0] < input.length, "the bad length was read");
        }
        assertTrue(reader.room() <= Math.max(4_096, MOST + FrameReader.LENGTH_BYTES), "bounded");
    }

    private static void message(byte[] frame) {
        try {
            Objects.requireNonNull(BridgeMessage.of(frame).toString());
        } catch (MalformedBodyException documented) {
            // The connection would be closed.
        }
    }

    @Override
    public List<byte[]> seeds() {
        String send =
                "{\"type\":\"send\",\"address\":\"registry.presence\",\"replyAddress\":\"1\",\"headers\":{\"action\":\"absent\"},\"body\":{\"users\":[]}}";
        String fail = "{\"type\":\"fail\",\"address\":\"reply.1\",\"failureCode\":404,\"message\":\"no-such-room\"}";
        return List.of(
                send.getBytes(StandardCharsets.UTF_8),
                FrameReaderTest.frames("{\"type\":\"hello\",\"secret\":\"x\"}", send, fail, "{\"type\":\"ping\"}"),
                FrameReaderTest.frames("{\"type\":\"register\",\"address\":\"registry.rooms\"}"));
    }
}
