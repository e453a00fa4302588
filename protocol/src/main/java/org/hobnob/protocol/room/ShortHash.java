package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first {@value #BYTES} bytes of a SHA-256, as contents and statuses of version 2 carry them (SPEC 8.2, 8.3).
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record ShortHash(long high, long low) {
    /** The length on the wire, in bytes. */
    public static final int BYTES = 16;

    /** All zeros: nothing is said. */
    public static final ShortHash NONE = new ShortHash(0, 0);

    /** Returns the hash of the bytes, such as a whole datagram. */
    public static ShortHash of(byte[] bytes) {
        return read(ByteBuffer.wrap(sha256().digest(bytes)));
    }

    /** Takes the next {@value #BYTES} bytes. */
    static ShortHash read(ByteBuffer in) {
        return new ShortHash(in.getLong(), in.getLong());
    }

    void put(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, although every Java must have it", e);
        }
    }

    /** Returns the hash that {@link #toString} printed, or {@link #NONE} for any other text, or null. */
    public static ShortHash parse(String hex) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex == null ? "" : hex);
            return bytes.length == BYTES ? read(ByteBuffer.wrap(bytes)) : NONE;
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** Returns whether both say something, and not the same. */
    public boolean contradicts(ShortHash other) {
        return !equals(NONE) && !other.equals(NONE) && !equals(other);
    }

    /** Returns 32 lower-case hex digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
