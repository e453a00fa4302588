package org.hobnob.registry.store.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;

/**
 * Splits what a client sends before it has authenticated into messages, and refuses those that the decoder behind it would
 * not bear: that one takes memory for as many bytes as a string says it has, and descends as deep as documents nest.
 * Throws {@link CorruptedFrameException} for a message that is refused, after which the connection is of no use.
 */
final class StrangersFrames extends LengthFieldBasedFrameDecoder {
    /** A driver's first command, with all its metadata, is smaller than 1 KiB. */
    private static final int MAX_BYTES = 16 * 1024;
    /** A driver's handshake nests three deep. */
    private static final int MAX_DEPTH = 16;

    private static final int OP_CODE_AT = 12;
    private static final int OP_MSG = 2_013;
    private static final int OP_QUERY = 2_004;
    private static final int CHECKSUM = 1;
    private static final byte ONE_DOCUMENT = 0;
    private static final byte DOCUMENTS = 1;

    StrangersFrames() {
        super(ByteOrder.LITTLE_ENDIAN, MAX_BYTES, 0, Integer.BYTES, -Integer.BYTES, 0, true);
    }

    @Override
    protected Object decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
        ByteBuf frame = (ByteBuf) super.decode(ctx, in);
        if (frame == null) {
            return null;
        }
        try {
            check(frame.slice());
            return frame;
        } catch (IndexOutOfBoundsException e) {
            frame.release();
            throw new CorruptedFrameException("a message ends too early");
        } catch (CorruptedFrameException e) {
            frame.release();
            throw e;
        }
    }

    private static void check(ByteBuf in) {
        int opCode = in.skipBytes(OP_CODE_AT).readIntLE();
        int flags = in.readIntLE();
        if (opCode == OP_MSG) {
            ByteBuf sections = in.readSlice(in.readableBytes() - ((flags & CHECKSUM) == 0 ? 0 : Integer.BYTES));
            while (sections.isReadable()) {
                section(sections);
            }
        } else {
            require(opCode == OP_QUERY);
            text(in);
            // How many documents to skip, and to return.
            in.skipBytes(2 * Integer.BYTES);
            document(in, 1);
        }
    }

    private static void section(ByteBuf in) {
        byte kind = in.readByte();
        if (kind == ONE_DOCUMENT) {
            document(in, 1);
            return;
        }
        require(kind == DOCUMENTS);
        int length = in.readIntLE();
        require(length >= Integer.BYTES);
        ByteBuf documents = in.readSlice(length - Integer.BYTES);
        text(documents);
        while (documents.isReadable()) {
            document(documents, 1);
        }
    }

    private static void document(ByteBuf in, int depth) {
        require(depth <= MAX_DEPTH);
        int end = in.readerIndex();
        end += in.readIntLE();
        require(end > in.readerIndex() && end <= in.writerIndex());
        for (byte type = in.readByte(); type != 0; type = in.readByte()) {
            text(in);
            value(type, in, depth);
        }
        require(in.readerIndex() == end);
    }

    /** The types of BSON that drivers use in a handshake, and the other ones of a fixed size. */
    private static void value(byte type, ByteBuf in, int depth) {
        switch (type) {
            case 0x01, 0x09, 0x11, 0x12 -> in.skipBytes(Long.BYTES);
            case 0x02 -> in.skipBytes(length(in));
            case 0x03, 0x04 -> document(in, depth + 1);
            case 0x05 -> in.skipBytes(length(in) + 1);
            case 0x07 -> in.skipBytes(12);
            case 0x08 -> in.skipBytes(1);
            case 0x0a -> {}
            case 0x10 -> in.skipBytes(Integer.BYTES);
            default -> throw new CorruptedFrameException("a value of type " + type);
        }
    }

    private static int length(ByteBuf in) {
        int length = in.readIntLE();
        require(length >= 0 && length <= in.readableBytes());
        return length;
    }

    /** A text up to a zero byte. */
    private static void text(ByteBuf in) {
        int length = in.bytesBefore((byte) 0);
        require(length >= 0);
        in.skipBytes(length + 1);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new CorruptedFrameException("a message that no driver sends");
        }
    }
}
