package org.hobnob.protocol.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;

/**
 * What signatures of version 2 name a room by: a hash of the registry's pin, the room's instance and its name (SPEC
 * 8.1), so that nothing said in one room passes for something said in another one of that name.
 */
public final class RoomHash {
    /** The length of the hash, in bytes. */
    public static final int BYTES = 32;

    private static final int PIN_BYTES = 32;
    private static final byte[] CONTEXT = "hobnob room 2\0".getBytes(US_ASCII);

    private final byte[] hash;

    private RoomHash(byte[] hash) {
        this.hash = hash;
    }

    /**
     * @param pin the registry's pin, 32 bytes
     * @throws IllegalArgumentException if the pin has another length
     */
    public static RoomHash of(byte[] pin, RoomInstance instance, RoomName room) {
        if (pin.length != PIN_BYTES) {
            throw new IllegalArgumentException("a pin of " + pin.length + " bytes");
        }
        byte[] name = room.folded().getBytes(US_ASCII);
        MessageDigest digest = ShortHash.sha256();
        digest.update(CONTEXT);
        digest.update(pin);
        digest.update(HexFormat.of().parseHex(instance.hex()));
        digest.update((byte) name.length);
        return new RoomHash(digest.digest(name));
    }

    /** Returns the {@value #BYTES} bytes. */
    public byte[] bytes() {
        return hash.clone();
    }

    /** Returns what names the room in headers of version 2: the first 8 bytes. */
    public RoomId id() {
        return new RoomId(ByteBuffer.wrap(hash).getLong());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomHash that && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** Returns 64 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(hash);
    }
}
