package org.hobnob.protocol.message.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;

/**
 * A sealed datagram of a room with what it takes to read it, for members who came later (SPEC 15). Nothing of it is
 * verified. Immutable; never prints its key.
 */
public final class HistoryEntry {
    private static final byte FORM = 1;
    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int MIN_DATAGRAM_BYTES = 132;

    private final UserName speaker;
    private final PublicKey key;
    private final StreamSalt salt;
    private final byte[] messageKey;
    private final RoomDatagram datagram;

    /**
     * @param speaker who said it
     * @param key the speaker's identity key at that time
     * @param salt the salt of the stream
     * @param messageKey the key that seals this datagram and no other, {@value #KEY_BYTES} bytes, copied
     * @param datagram the datagram as it was sent
     * @throws IllegalArgumentException if the key or the datagram has another length than such ones have
     */
    public HistoryEntry(UserName speaker, PublicKey key, StreamSalt salt, byte[] messageKey, RoomDatagram datagram) {
        if (messageKey.length != KEY_BYTES || datagram.bytes().length < MIN_DATAGRAM_BYTES) {
            throw new IllegalArgumentException("not a sealed datagram with its key");
        }
        this.speaker = Objects.requireNonNull(speaker);
        this.key = Objects.requireNonNull(key);
        this.salt = Objects.requireNonNull(salt);
        this.messageKey = messageKey.clone();
        this.datagram = datagram;
    }

    /** Decodes the text; returns empty if it is invalid. */
    public static Optional<HistoryEntry> parse(String word) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word);
            return read(ByteBuffer.wrap(bytes)).filter(entry -> entry.word().equals(word));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<HistoryEntry> read(ByteBuffer in) {
        if (in.remaining() < 2 || in.get() != FORM) {
            return Optional.empty();
        }
        int nameBytes = Byte.toUnsignedInt(in.get());
        if (in.remaining() < nameBytes + 2 * KEY_BYTES + SALT_BYTES + MIN_DATAGRAM_BYTES) {
            return Optional.empty();
        }
        Optional<UserName> speaker = UserName.of(new String(take(in, nameBytes), StandardCharsets.ISO_8859_1));
        Optional<PublicKey> key = PublicKey.of(HexFormat.of().formatHex(take(in, KEY_BYTES)));
        StreamSalt salt = new StreamSalt(HexFormat.of().formatHex(take(in, SALT_BYTES)));
        byte[] messageKey = take(in, KEY_BYTES);
        byte[] datagram = take(in, in.remaining());
        boolean valid = speaker.isPresent() && key.isPresent() && datagram.length <= RoomDatagram.MAX_BYTES;
        return valid
                ? Optional.of(new HistoryEntry(speaker.get(), key.get(), salt, messageKey, RoomDatagram.of(datagram)))
                : Optional.empty();
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Returns the entry as text: base64url without padding. It holds the message key. */
    public String word() {
        byte[] name = speaker.shown().getBytes(StandardCharsets.US_ASCII);
        int length = 2 + name.length + 2 * KEY_BYTES + SALT_BYTES + datagram.bytes().length;
        byte[] bytes = ByteBuffer.allocate(length)
                .put(FORM)
                .put((byte) name.length)
                .put(name)
                .put(HexFormat.of().parseHex(key.hex()))
                .put(HexFormat.of().parseHex(salt.hex()))
                .put(messageKey)
                .put(datagram.bytes())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns who said it. */
    public UserName speaker() {
        return speaker;
    }

    /** Returns the speaker's identity key at that time. */
    public PublicKey key() {
        return key;
    }

    /** Returns the salt of the stream. */
    public StreamSalt salt() {
        return salt;
    }

    /** Returns a copy of the key that seals the datagram, which is a secret of the room. */
    public byte[] messageKey() {
        return messageKey.clone();
    }

    /** Returns the datagram as it was sent. */
    public RoomDatagram datagram() {
        return datagram;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryEntry that
                && speaker.equals(that.speaker)
                && key.equals(that.key)
                && salt.equals(that.salt)
                && MessageDigest.isEqual(messageKey, that.messageKey)
                && datagram.equals(that.datagram);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {speaker, key, salt, datagram});
    }

    @Override
    public String toString() {
        return "HistoryEntry[" + speaker + ", " + datagram + ", key=***]";
    }
}
