package org.hobnob.registry.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a stranger's bytes gets as far as the decoder. */
class StrangersFramesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new StrangersFrames());

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf message(ByteBuf document) {
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(21 + document.readableBytes())
                .writeIntLE(1)
                .writeIntLE(0)
                .writeIntLE(2_013);
        return message.writeIntLE(0).writeByte(0).writeBytes(document);
    }

    private static ByteBuf document(int type, ByteBuf value) {
        ByteBuf document = Unpooled.buffer();
        document.writeIntLE(8 + value.readableBytes()).writeByte(type);
        return document.writeBytes("a\0".getBytes(StandardCharsets.US_ASCII))
                .writeBytes(value)
                .writeByte(0);
    }

    private static ByteBuf nested(int depth) {
        ByteBuf document = document(0x10, Unpooled.buffer().writeIntLE(1));
        for (int i = 1; i < depth; i++) {
            document = document(0x03, document);
        }
        return document;
    }

    private static ByteBuf text(int saysBytes) {
        return Unpooled.buffer().writeIntLE(saysBytes).writeBytes("b\0".getBytes(StandardCharsets.US_ASCII));
    }

    private void assertRefused(ByteBuf document) {
        assertThrows(CorruptedFrameException.class, () -> channel.writeInbound(message(document)));
    }

    @Test
    void goodMessagePassesAsItIs() {
        ByteBuf message = message(document(0x02, text(2)));
        channel.writeInbound(message.copy());
        ByteBuf passed = channel.readInbound();
        assertEquals(message, passed);
        passed.release();
    }

    @Test
    void lengthsBeyondTheMessageAreRefused() {
        assertRefused(document(0x02, text(400_000_000)));
        assertRefused(document(0x02, text(-1)));
        assertRefused(document(0x05, text(400_000_000)));
        assertRefused(Unpooled.buffer().writeIntLE(400_000_000).writeByte(0));
        assertRefused(Unpooled.buffer().writeIntLE(-5).writeByte(0));
    }

    @Test
    void documentsInDocumentsAreRefusedBeyondADepth() {
        channel.writeInbound(message(nested(16)));
        assertRefused(nested(17));
    }

    @Test
    void messageThatEndsTooEarlyIsRefused() {
        assertRefused(document(0x10, Unpooled.buffer().writeByte(1)));
        assertRefused(Unpooled.EMPTY_BUFFER);
    }
}
