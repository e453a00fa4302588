package org.hobnob.protocol.message.peer;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A room datagram that is sent over a connection instead of multicast: any bytes, at most {@value #MAX_BYTES} (SPEC
 * 7). As text it is base64url (RFC 4648 section 5) without padding.
 */
public final class RoomDatagram {
    /** The longest datagram, in bytes. */
    public static final int MAX_BYTES = 1_200;

    private final byte[] bytes;

    private RoomDatagram(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps the bytes, which are not copied and must not be changed.
     *
     * @throws IllegalArgumentException if there are none or too many
     */
    public static RoomDatagram of(byte[] bytes) {
        if (!fits(bytes)) {
            throw new IllegalArgumentException(bytes.length + " bytes");
        }
        return new RoomDatagram(bytes);
    }

    /** Decodes the text; returns empty if it is invalid. */
    public static Optional<RoomDatagram> parse(String word) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word);
            RoomDatagram datagram = new RoomDatagram(bytes);
            return fits(bytes) && datagram.word().equals(word) ? Optional.of(datagram) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean fits(byte[] bytes) {
        return bytes.length > 0 && bytes.length <= MAX_BYTES;
    }

    /** Returns the bytes, which must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the datagram as text. */
    public String word() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomDatagram that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RoomDatagram[" + bytes.length + " bytes]";
    }
}
