package org.hobnob.peer.history;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The binary form of a line (SPEC 13.1): a version, flags, the state, numbers of seven bits a byte, texts behind their
 * length, and a checksum, because decrypted damage looks like text.
 */
final class LineCodec {
    /** The most bytes of one line. */
    static final int MAX_BYTES = 32_768;

    private static final int VERSION = 1;
    private static final int OWN = 1;
    private static final int ACTION = 2;
    private static final int VERIFIED = 4;
    private static final int REPLY = 8;
    private static final int ALL_FLAGS = 15;
    private static final int CHECKSUM_BYTES = 4;

    private LineCodec() {}

    /** @throws IllegalArgumentException if the line takes more than {@link #MAX_BYTES} */
    static byte[] encode(Line line) {
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
        try {
            out.put((byte) VERSION).put((byte) flags(line)).put((byte)
                    line.state().ordinal());
            number(out, line.takenMs());
            number(out, line.saidMs());
            text(out, line.talk().account());
            text(out, line.talk().label());
            text(out, line.author());
            text(out, line.text());
            text(out, line.id());
            text(out, line.path());
            text(out, line.from());
            line.reply().ifPresent(reply -> {
                text(out, reply.user());
                text(out, reply.id());
                text(out, reply.quote());
            });
            out.putInt(checksum(out.array(), out.position()));
        } catch (BufferOverflowException e) {
            throw new IllegalArgumentException("a line of more than " + MAX_BYTES + " bytes", e);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static int flags(Line line) {
        return (line.own() ? OWN : 0)
                | (line.action() ? ACTION : 0)
                | (line.verified() ? VERIFIED : 0)
                | (line.reply().isPresent() ? REPLY : 0);
    }

    private static void number(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.put(bytes);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Returns the line; empty if the bytes are none of this version, or damaged. */
    static Optional<Line> decode(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length <= 0
                || bytes.length > MAX_BYTES
                || ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
            return Optional.empty();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
            Optional<Line> line = read(in);
            return in.hasRemaining() ? Optional.empty() : line;
        } catch (BufferUnderflowException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Line> read(ByteBuffer in) throws CharacterCodingException {
        int version = in.get();
        int flags = in.get();
        int state = in.get();
        if (version != VERSION || (flags & ~ALL_FLAGS) != 0 || state < 0 || state >= Line.State.values().length) {
            return Optional.empty();
        }
        long takenMs = number(in);
        long saidMs = number(in);
        Talk talk = new Talk(text(in), text(in));
        String author = text(in);
        String text = text(in);
        String id = text(in);
        String path = text(in);
        String from = text(in);
        Optional<Line.Reply> reply =
                (flags & REPLY) == 0 ? Optional.empty() : Optional.of(new Line.Reply(text(in), text(in), text(in)));
        return Optional.of(new Line(
                talk,
                takenMs,
                saidMs,
                author,
                (flags & OWN) != 0,
                (flags & ACTION) != 0,
                text,
                reply,
                id,
                path,
                (flags & VERIFIED) != 0,
                Line.State.values()[state],
                from));
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    private static String text(ByteBuffer in) throws CharacterCodingException {
        long length = number(in);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
}
