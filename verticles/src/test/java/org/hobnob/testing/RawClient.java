package org.hobnob.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that does no more than it is told: it may leave out the handshake, and reads nothing by itself. */
public final class RawClient implements Closeable {
    private static final int SMALL_BUFFER = 4_096;
    private static final int SHORT_MS = 20;

    private final SocketChannel channel;
    private Socket socket;

    private RawClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        socket = channel.socket();
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
    }

    /** Connects to loopback from one of its addresses, without TLS. */
    public static RawClient connect(int port, String from) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            channel.bind(new InetSocketAddress(from, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            return new RawClient(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shakes hands; trusts any certificate. */
    public RawClient shakeHands() {
        try {
            socket = AnyCertificate.tls(socket, (int) Await.PATIENCE.toMillis());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the registry closes the connection instead of shaking hands. */
    public boolean isRefused() {
        try {
            shakeHands();
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the registry has closed the connection, found out without reading; nothing more can be sent after that. */
    public boolean isCut() {
        try {
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(new byte[1]));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the registry has closed the connection; reads what there is. */
    public boolean hasEnded() {
        try {
            socket.setSoTimeout(SHORT_MS);
            while (socket.getInputStream().read() >= 0) {
                // What is said does not matter.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Reads what there is until the registry closes the connection. */
    public void readToEnd() {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // What is said does not matter.
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not closed", e);
        } catch (IOException reset) {
            // As good as closed.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
