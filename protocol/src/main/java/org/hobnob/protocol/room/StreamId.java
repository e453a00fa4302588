package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.StreamSalt;

/** Numbers of streams (SPEC 8.5): made of what nobody else has, so that nobody can take another's stream for its own. */
public final class StreamId {
    private static final byte[] PREFIX = "hobnob room stream 1".getBytes(StandardCharsets.US_ASCII);

    private StreamId() {}

    /**
     * The first 8 bytes of the SHA-256 of {@code hobnob room stream 1}, the room's id, the owner's identity key and the
     * salt.
     *
     * @return 0 with a salt that is of no use: no stream is called so
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
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
