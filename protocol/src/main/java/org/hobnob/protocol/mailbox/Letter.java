package org.hobnob.protocol.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * A direct message sealed to a prekey (SPEC 14.2): suite, prekey, encapsulated key, and the sealed {@link
 * LetterContent}. Immutable.
 */
public final class Letter {
    /** HPKE with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20Poly1305. */
    static final byte SUITE = 1;

    /** What stands before the sealed content, in bytes. */
    static final int FRONT_BYTES = 41;

    /** The lengths to which a content is padded, in bytes. */
    static final List<Integer> SIZES = List.of(512, 1_024, 2_048, 4_608);

    /** The longest letter, in bytes. */
    public static final int MAX_BYTES = 4_665;

    private static final int TAG_BYTES = 16;
    /** The data that the seal authenticates besides the content, in bytes: the first ones of a letter. */
    public static final int HEAD_BYTES = 9;

    private static final byte[] INFO = "hobnob letter 1\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private Letter(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Decodes a letter; empty if it has another suite or another length. The bytes must not be changed. */
    public static Optional<Letter> parse(byte[] bytes) {
        boolean fits = SIZES.contains(bytes.length - FRONT_BYTES - TAG_BYTES) && bytes[0] == SUITE;
        return fits ? Optional.of(new Letter(bytes)) : Optional.empty();
    }

    /**
     * Returns what stands before the sealed content.
     *
     * @param prekey the prekey's id
     * @param enc the encapsulated key, 32 bytes
     */
    public static byte[] front(String prekey, byte[] enc) {
        return ByteBuffer.allocate(FRONT_BYTES)
                .put(SUITE)
                .put(HexFormat.of().parseHex(prekey))
                .put(enc)
                .array();
    }

    /**
     * Returns HPKE's {@code info}.
     *
     * @param pin the registry's pin, 32 bytes
     * @param recipient the recipient's identity key
     */
    public static byte[] info(byte[] pin, PublicKey recipient) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(INFO);
        out.writeBytes(pin);
        out.writeBytes(HexFormat.of().parseHex(recipient.hex()));
        return out.toByteArray();
    }

    /** Returns the id of the prekey, 16 hex digits. */
    public String prekey() {
        return HexFormat.of().formatHex(bytes, 1, HEAD_BYTES);
    }

    /** Returns the encapsulated key, 32 bytes. */
    public byte[] enc() {
        return Arrays.copyOfRange(bytes, HEAD_BYTES, FRONT_BYTES);
    }

    /** Returns the data that the seal authenticates besides the content. */
    public byte[] associatedData() {
        return Arrays.copyOf(bytes, HEAD_BYTES);
    }

    /** Returns what stands before the sealed content. */
    public byte[] front() {
        return Arrays.copyOf(bytes, FRONT_BYTES);
    }

    /** Returns the sealed content with its tag. */
    public byte[] sealed() {
        return Arrays.copyOfRange(bytes, FRONT_BYTES, bytes.length);
    }

    /** Returns the encoded letter, which must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Letter that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Letter[" + bytes.length + " bytes]";
    }
}
