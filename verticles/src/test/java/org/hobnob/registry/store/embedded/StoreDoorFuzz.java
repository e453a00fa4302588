package org.hobnob.registry.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.durable.MvFile;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** What strangers send to the embedded store: BSON and SCRAM, before they are authenticated. */
public final class StoreDoorFuzz implements FuzzTarget {
    private static final ScramCredential CREDENTIAL = ScramCredential.of("user", "pencil", new byte[16]);
    private static final int OP_MSG = 2_013;

    private final StoreEngine engine;

    public StoreDoorFuzz() {
        MvFile file = MvFile.inMemory();
        engine = new StoreEngine(new H2Backend(file.store()).version(ServerVersion.MONGO_5_0), file, Path.of("target"));
    }

    /** Sees the failures of the handlers before it; the last handler would close the connection without a word. */
    private static final class Failures extends ChannelInboundHandlerAdapter {
        private Optional<Throwable> fault = Optional.empty();

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            for (Throwable each = cause; each != null; each = each.getCause()) {
                if (each instanceof Error) {
                    fault = Optional.of(cause);
                }
            }
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void parse(byte[] input) {
        Handshake handshake = new Handshake(CREDENTIAL, () -> "3rfcNHYJY1ZVvWVs7j");
        Failures failures = new Failures();
        EmbeddedChannel channel = new EmbeddedChannel();
        ConnectionHandler handler = new ConnectionHandler(engine, handshake, new UnauthenticatedConnections(1));
        StoreServer.initialize(channel, handler);
        channel.pipeline().addBefore(channel.pipeline().lastContext().name(), "failures", failures);
        channel.writeInbound(Unpooled.wrappedBuffer(input));
        assertFalse(handshake.isAuthenticated(), "nobody without the password is let in");
        channel.finishAndReleaseAll();
        failures.fault.ifPresent(fault -> {
            throw new AssertionError("an error, not an exception", fault);
        });
        assertEquals(Optional.empty(), failures.fault);
    }

    @Override
    public List<byte[]> seeds() {
        byte[] first = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO".getBytes(StandardCharsets.US_ASCII);
        byte[] start = saslStart(first);
        return List.of(
                message(document(element(0x10, "hello", number(1)), text("$db", "admin"))),
                message(document(element(0x10, "ping", number(1)), text("$db", "admin"))),
                message(document(text("find", "accounts"), text("$db", "hobnob"))),
                message(start),
                join(
                        message(start),
                        message(document(
                                element(0x10, "saslContinue", number(1)),
                                element(0x10, "conversationId", number(1)),
                                binary(
                                        "payload",
                                        "c=biws,r=rOprNGfwEbeRWgbNEkqO3rfcNHYJY1ZVvWVs7j,p=AAAA"
                                                .getBytes(StandardCharsets.US_ASCII)),
                                text("$db", "admin")))));
    }

    private static byte[] saslStart(byte[] payload) {
        return document(
                element(0x10, "saslStart", number(1)),
                text("mechanism", "SCRAM-SHA-256"),
                binary("payload", payload),
                text("$db", "admin"));
    }

    private static byte[] message(byte[] document) {
        return buffer(21 + document.length)
                .putInt(21 + document.length)
                .putInt(1)
                .putInt(0)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(document)
                .array();
    }

    private static byte[] document(byte[]... elements) {
        byte[] all = join(elements);
        return buffer(all.length + 5)
                .putInt(all.length + 5)
                .put(all)
                .put((byte) 0)
                .array();
    }

    private static byte[] element(int type, String name, byte[] value) {
        byte[] key = name.getBytes(StandardCharsets.US_ASCII);
        return buffer(key.length + 2 + value.length)
                .put((byte) type)
                .put(key)
                .put((byte) 0)
                .put(value)
                .array();
    }

    private static byte[] number(int value) {
        return buffer(Integer.BYTES).putInt(value).array();
    }

    private static byte[] text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        return element(
                0x02,
                name,
                buffer(bytes.length + 5)
                        .putInt(bytes.length + 1)
                        .put(bytes)
                        .put((byte) 0)
                        .array());
    }

    private static byte[] binary(String name, byte[] value) {
        return element(
                0x05,
                name,
                buffer(value.length + 5)
                        .putInt(value.length)
                        .put((byte) 0)
                        .put(value)
                        .array());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public int maxBytes() {
        return 17 * 1_024;
    }
}
