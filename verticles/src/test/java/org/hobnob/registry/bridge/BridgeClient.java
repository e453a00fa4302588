package org.hobnob.registry.bridge;

import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program at the bridge that knows nothing but its frames. */
final class BridgeClient implements Closeable {
    /** What {@link #next} returns when the bridge has closed the connection. */
    static final JsonObject CLOSED = new JsonObject().put("type", "(closed)");

    private final Closeable socket;
    private final DataInputStream in;
    private final OutputStream out;

    private BridgeClient(Closeable socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = out;
    }

    static BridgeClient at(int port) throws IOException {
        Socket socket = new Socket();
        // So that little suffices to have something wait to be read.
        socket.setReceiveBufferSize(8_192);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(40_000);
        return new BridgeClient(socket, socket.getInputStream(), socket.getOutputStream());
    }

    static BridgeClient at(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return new BridgeClient(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    BridgeClient hello(String secret) throws IOException {
        say(new JsonObject().put("type", "hello").put("secret", secret));
        return this;
    }

    void say(JsonObject json) throws IOException {
        say(json.encode());
    }

    void say(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw(ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array());
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    static JsonObject send(String address, String action, JsonObject body) {
        return new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("headers", new JsonObject().put("action", action))
                .put("body", body);
    }

    void ask(String replyAddress, String address, String action) throws IOException {
        say(send(address, action, new JsonObject()).put("replyAddress", replyAddress));
    }

    void register(String address) throws IOException {
        say(new JsonObject().put("type", "register").put("address", address));
    }

    /** How many bytes have come that were not read. */
    int waiting() throws IOException {
        return in.available();
    }

    JsonObject next() throws IOException {
        try {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (EOFException | SocketException gone) {
            return CLOSED;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
