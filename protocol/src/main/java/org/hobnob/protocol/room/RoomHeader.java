package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The first {@value #BYTES} bytes of every Hobnob datagram in a room (SPEC 8.1), big endian: magic, version, kind, room,
 * epoch, stream, sequence.
 *
 * <p>The original's datagrams, {@code name: text}, can be told from these. A name may start with {@code HB} too, but
 * what follows is a letter, a digit, {@code _}, {@code -} or the colon; here it is the version, a control character
 * (and will be, below version 32), which no name has.
 *
 * @param kind what the body is, 0 to 255; see {@link #KIND_SEALED}
 * @param room which room
 * @param epoch names the sender's chain of keys in a sealed datagram, else the roster's version at sending; an unsigned
 *     32-bit number, see {@link #epochOf}
 * @param stream the sender's stream: 64 random bits, new at each start of the sender
 * @param sequence counts from 1, sealed datagrams and others each for themselves; an unsigned 64-bit number
 */
public record RoomHeader(int kind, RoomId room, long epoch, long stream, long sequence) {
    /** Length of the header. */
    public static final int BYTES = 32;
    /** The version that this code speaks. */
    public static final int VERSION = 1;
    /** A message, or a part of one, that members alone can read. */
    public static final int KIND_SEALED = 3;
    /** How a member stands. */
    public static final int KIND_STATUS = 4;
    /** Asks for datagrams that were lost. */
    public static final int KIND_NAK = 5;

    private static final short MAGIC = 0x4842;
    private static final long EPOCH_MAX = 0xFFFF_FFFFL;

    /** @throws IllegalArgumentException where the kind or the epoch is out of range, or the sequence is 0 */
    public RoomHeader {
        Objects.requireNonNull(room);
        if (kind < 0 || kind > 255 || epoch < 0 || epoch > EPOCH_MAX || sequence == 0) {
            throw new IllegalArgumentException("kind, epoch or sequence out of range");
        }
    }

    /** The epoch that stands for the roster's version: its lowest 32 bits. */
    public static long epochOf(long rosterVersion) {
        return rosterVersion & EPOCH_MAX;
    }

    /** Whether the bytes begin as a datagram of this layout and version does; false for the original's datagrams. */
    public static boolean begins(byte[] datagram) {
        return datagram.length >= 3
                && ByteBuffer.wrap(datagram).getShort() == MAGIC
                && Byte.toUnsignedInt(datagram[2]) == VERSION;
    }

    /** The header at the start of the bytes, or empty where there is none. */
    public static Optional<RoomHeader> parse(byte[] datagram) {
        if (!begins(datagram) || datagram.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(datagram, 3, BYTES - 3);
        int kind = Byte.toUnsignedInt(in.get());
        RoomId room = new RoomId(in.getLong());
        long epoch = Integer.toUnsignedLong(in.getInt());
        long stream = in.getLong();
        long sequence = in.getLong();
        return sequence == 0 ? Optional.empty() : Optional.of(new RoomHeader(kind, room, epoch, stream, sequence));
    }

    /** The {@value #BYTES} bytes of the header. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putShort(MAGIC)
                .put((byte) VERSION)
                .put((byte) kind)
                .putLong(room.bits())
                .putInt((int) epoch)
                .putLong(stream)
                .putLong(sequence)
                .array();
    }
}
