package org.hobnob.registry.store.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** A connection that speaks MongoDB's wire protocol by hand, as no driver would. */
final class RawClient implements AutoCloseable {
    private static final int OP_MSG = 2013;
    private static final int OP_QUERY = 2004;
    private static final int HEADER_BYTES = 16;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends a command as OP_MSG. @return the answer; EOFException if the server closed instead */
    BsonDocument command(BsonDocument command) throws IOException {
        sendBytes(message(command));
        return decode(receive(), 5);
    }

    /** @return the command as OP_MSG, many times in a row */
    static byte[] repeated(BsonDocument command, int times) {
        byte[] message = message(command);
        ByteBuffer all = ByteBuffer.allocate(message.length * times);
        IntStream.range(0, times).forEach(i -> all.put(message));
        return all.array();
    }

    private static byte[] message(BsonDocument command) {
        byte[] document = encode(command);
        ByteBuffer body = ByteBuffer.allocate(5 + document.length).order(ByteOrder.LITTLE_ENDIAN);
        return message(OP_MSG, body.putInt(0).put((byte) 0).put(document).array());
    }

    /** Sends an OP_QUERY. @return the answer's document; EOFException if the server closed instead */
    BsonDocument query(String collection, BsonDocument query) throws IOException {
        byte[] name = (collection + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] document = encode(query);
        ByteBuffer body =
                ByteBuffer.allocate(12 + name.length + document.length).order(ByteOrder.LITTLE_ENDIAN);
        sendBytes(message(
                OP_QUERY,
                body.putInt(0).put(name).putInt(0).putInt(-1).put(document).array()));
        return decode(receive(), 20);
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** @return whether the server closes the connection without a word */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    private static byte[] message(int opCode, byte[] body) {
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + body.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(1).putInt(0).putInt(opCode).put(body);
        return message.array();
    }

    private byte[] receive() throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        byte[] rest = new byte[length - 4];
        in.readFully(rest);
        byte[] body = new byte[length - HEADER_BYTES];
        System.arraycopy(rest, HEADER_BYTES - 4, body, 0, body.length);
        return body;
    }

    private static byte[] encode(BsonDocument document) {
        BasicOutputBuffer out = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
        }
        return out.toByteArray();
    }

    private static BsonDocument decode(byte[] body, int offset) {
        ByteBuffer document =
                ByteBuffer.wrap(body, offset, body.length - offset).slice();
        try (BsonBinaryReader reader = new BsonBinaryReader(document.order(ByteOrder.LITTLE_ENDIAN))) {
            return CODEC.decode(reader, DecoderContext.builder().build());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
