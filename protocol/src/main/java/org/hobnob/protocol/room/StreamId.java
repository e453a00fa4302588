package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.StreamSalt;

/**
 * Derives stream numbers from values that only their owner can have (SPEC 8.5), so that nobody can claim another
 * member's stream.
 */
public final class StreamId {
    private static final byte[] PREFIX = "hobnob room stream 1".getBytes(StandardCharsets.US_ASCII);

    private StreamId() {}

    /**
     * Returns the first 8 bytes of the SHA-256 of {@code hobnob room stream 1}, the room's id, the owner's identity
     * key and the salt.
     *
     * @return 0 if the salt is unusable; 0 is not a valid stream
     */
    public static long of(RoomId room, PublicKey owner, StreamSalt salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PREFIX);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(room.bits()).array());
            digest.update(HexFormat.of().parseHex(owner.hex()));
            return ByteBuffer.wrap(digest.digest(HexFormat.of().parseHex(salt.hex())))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, although every Java must have it", e);
        }
    }
}
