package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The first {@value #BYTES} bytes of every native datagram in a room (SPEC 8.1), big endian: magic, version, kind,
 * room, epoch, stream, sequence.
 *
 * <p>Datagrams of the original programs, {@code name: text}, can be told apart. A name may also start with {@code
 * HB}, but it continues with a letter, a digit, {@code _}, {@code -} or the colon; here the version follows, which
 * is a control character (as long as it is below 32) and never part of a name.
 *
 * @param version the version of everything behind the header, {@value #VERSION_1} or {@value #VERSION_2}
 * @param kind the kind of the body, 0 to 255; see {@link #KIND_SEALED}
 * @param room the room, named as the version names it
 * @param epoch in a sealed datagram the sender's key chain, otherwise the version of the roster when it was sent;
 *     an unsigned 32-bit number, see {@link #epochOf}
 * @param stream the sender's stream: 64 random bits, new at each start of the sender
 * @param sequence counts from 1, separately for sealed datagrams and for others; an unsigned 64-bit number
 */
public record RoomHeader(int version, int kind, RoomId room, long epoch, long stream, long sequence) {
    /** The length of the header, in bytes. */
    public static final int BYTES = 32;
    /** Seals and control datagrams that peers before capability {@code room2} read too. */
    public static final int VERSION_1 = 1;
    /** Seals and control datagrams that carry hashes, and bodies in place of texts. */
    public static final int VERSION_2 = 2;
    /** A message or a part of one, readable by members only. */
    public static final int KIND_SEALED = 3;
    /** A member's status. */
    public static final int KIND_STATUS = 4;
    /** A request for lost datagrams. */
    public static final int KIND_NAK = 5;

    private static final short MAGIC = 0x4842;
    private static final long EPOCH_MAX = 0xFFFF_FFFFL;

    /** @throws IllegalArgumentException if version, kind or epoch is out of range, or the sequence is 0 */
    public RoomHeader {
        Objects.requireNonNull(room);
        if (!isVersion(version)) {
            throw new IllegalArgumentException("version " + version);
        }
        if (kind < 0 || kind > 255 || epoch < 0 || epoch > EPOCH_MAX || sequence == 0) {
            throw new IllegalArgumentException("kind, epoch or sequence out of range");
        }
    }

    /** A header of version 1. */
    public RoomHeader(int kind, RoomId room, long epoch, long stream, long sequence) {
        this(VERSION_1, kind, room, epoch, stream, sequence);
    }

    private static boolean isVersion(int version) {
        return version == VERSION_1 || version == VERSION_2;
    }

    /** Returns the epoch for a roster version: its lowest 32 bits. */
    public static long epochOf(long rosterVersion) {
        return rosterVersion & EPOCH_MAX;
    }

    /**
     * Returns whether the bytes start like a datagram of this layout and a known version; false for datagrams of the
     * original programs.
     */
    public static boolean begins(byte[] datagram) {
        return datagram.length >= 3
                && ByteBuffer.wrap(datagram).getShort() == MAGIC
                && isVersion(Byte.toUnsignedInt(datagram[2]));
    }

    /** Parses the header at the start of the bytes; returns empty if there is none. */
    public static Optional<RoomHeader> parse(byte[] datagram) {
        if (!begins(datagram) || datagram.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(datagram, 2, BYTES - 2);
        int version = Byte.toUnsignedInt(in.get());
        int kind = Byte.toUnsignedInt(in.get());
        RoomId room = new RoomId(in.getLong());
        long epoch = Integer.toUnsignedLong(in.getInt());
        long stream = in.getLong();
        long sequence = in.getLong();
        return sequence == 0
                ? Optional.empty()
                : Optional.of(new RoomHeader(version, kind, room, epoch, stream, sequence));
    }

    /** Returns the {@value #BYTES} bytes of the header. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putShort(MAGIC)
                .put((byte) version)
                .put((byte) kind)
                .putLong(room.bits())
                .putInt((int) epoch)
                .putLong(stream)
                .putLong(sequence)
                .array();
    }
}
