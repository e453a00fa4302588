package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.RoomName;

/**
 * Identifies a room in a datagram (SPEC 8.1): the first 8 bytes of the SHA-256 of {@code "hobnob room 1 "} and the
 * room's folded name.
 *
 * @param bits the 8 bytes, the first one in the highest bits
 */
public record RoomId(long bits) {
    private static final String PREFIX = "hobnob room 1 ";

    /** Returns the id of the room with this name; case does not matter. */
    public static RoomId of(RoomName room) {
        try {
            byte[] text = (PREFIX + room.folded()).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return new RoomId(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, although every Java must have it", e);
        }
    }

    /** Returns 16 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
