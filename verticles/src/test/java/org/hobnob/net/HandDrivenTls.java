package org.hobnob.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS client that decides itself which records travel in which write, and that reads record by record. Trusts anyone,
 * as original clients do.
 */
final class HandDrivenTls implements AutoCloseable {
    private static final int HEADER_BYTES = 5;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final SSLEngine engine;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);

    HandDrivenTls(int port, String protocol) throws IOException, GeneralSecurityException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        engine = trustingAnyone().createSSLEngine("localhost", port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
    }

    static SSLContext trustingAnyone() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
        return context;
    }

    /** Goes on until nothing is to be received any more; the last flight stays pending until {@link #flush}. */
    void handshakeKeepingLastFlight() throws IOException {
        engine.beginHandshake();
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_WRAP -> wrap(new byte[0]);
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    flush();
                    unwrapOneRecord();
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /** Encrypts one record of its own and keeps it. */
    void wrap(byte[] message) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
        SSLEngineResult result = engine.wrap(ByteBuffer.wrap(message), out);
        if (result.bytesConsumed() != message.length) {
            throw new IOException("one record took " + result.bytesConsumed() + " of " + message.length + " bytes");
        }
        pending.write(out.array(), 0, out.position());
    }

    /** Sends everything kept in a single write. */
    void flush() throws IOException {
        socket.getOutputStream().write(pending.toByteArray());
        pending.reset();
    }

    /** Sends everything kept in writes of so many bytes. */
    void flushInPieces(int pieceBytes) throws IOException {
        byte[] all = pending.toByteArray();
        pending.reset();
        for (int from = 0; from < all.length; from += pieceBytes) {
            socket.getOutputStream().write(all, from, Math.min(pieceBytes, all.length - from));
        }
    }

    /** The plaintext of the next application record; handshake messages in between are taken in. */
    byte[] readRecord() throws IOException {
        while (true) {
            byte[] message = unwrapOneRecord();
            if (message.length > 0) {
                return message;
            }
        }
    }

    private byte[] unwrapOneRecord() throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        in.readFully(header);
        int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + length);
        record.put(header);
        in.readFully(record.array(), HEADER_BYTES, length);
        record.position(0);
        plain.clear();
        while (record.hasRemaining()) {
            engine.unwrap(record, plain);
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
        }
        byte[] message = new byte[plain.position()];
        plain.flip().get(message);
        return message;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
