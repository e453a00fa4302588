package org.hobnob.protocol.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/**
 * A key that a user leaves at the registry for others to seal letters to (SPEC 14.1).
 *
 * @param id 16 lower-case hex digits
 * @param key the X25519 public key, 64 lower-case hex digits
 * @param expires when it must not be sealed to any more, in milliseconds since 1970
 * @param signature the owner's signature, 128 lower-case hex digits
 */
public record Prekey(String id, Kind kind, String key, long expires, String signature) {
    /** The encoded length, in bytes. */
    public static final int BYTES = 114;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CONTEXT = "hobnob prekey 1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 8;
    private static final int KEY_BYTES = 32;

    /** How often a prekey is given. */
    public enum Kind {
        /** To everybody who asks. */
        WEEKLY,
        /** Once. */
        ONE_TIME;

        private byte code() {
            return (byte) (ordinal() + 1);
        }

        private static Optional<Kind> ofCode(byte code) {
            return code == 1 || code == 2 ? Optional.of(values()[code - 1]) : Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if a value breaks its rule */
    public Prekey {
        boolean shaped =
                id.matches("[0-9a-f]{16}") && key.matches("[0-9a-f]{64}") && signature.matches("[0-9a-f]{128}");
        if (!shaped || !UnixTime.isValid(expires)) {
            throw new IllegalArgumentException("not a valid prekey");
        }
    }

    /**
     * Makes a prekey and signs it.
     *
     * @param pin the registry's pin, 32 bytes
     */
    public static Prekey signed(
            UserName owner, byte[] pin, String id, Kind kind, String key, long expires, Signer signer) {
        Prekey unsigned = new Prekey(id, kind, key, expires, "0".repeat(2 * Verifier.SIGNATURE_BYTES));
        byte[] signature = signer.sign(unsigned.signedBytes(owner, pin));
        return new Prekey(id, kind, key, expires, HEX.formatHex(signature));
    }

    /** Returns whether the owner signed it for the registry with this pin. */
    public boolean isSignedBy(UserName owner, PublicKey identity, byte[] pin, Verifier verifier) {
        return verifier.verify(identity, signedBytes(owner, pin), HEX.parseHex(signature));
    }

    private byte[] signedBytes(UserName owner, byte[] pin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(CONTEXT);
        out.writeBytes(LetterBytes.folded(owner));
        out.writeBytes(pin);
        out.writeBytes(front());
        return out.toByteArray();
    }

    /** Returns what stands before the signature. */
    private byte[] front() {
        return ByteBuffer.allocate(BYTES - Verifier.SIGNATURE_BYTES)
                .put(Letter.SUITE)
                .put(HEX.parseHex(id))
                .put(kind.code())
                .put(HEX.parseHex(key))
                .putLong(expires)
                .array();
    }

    /** Encodes the prekey. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(front())
                .put(HEX.parseHex(signature))
                .array();
    }

    /** Decodes a prekey; empty if the bytes are none of a suite that this version knows. */
    public static Optional<Prekey> parse(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != Letter.SUITE) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        String id = LetterBytes.hex(in, ID_BYTES);
        Optional<Kind> kind = Kind.ofCode(in.get());
        String key = LetterBytes.hex(in, KEY_BYTES);
        long expires = in.getLong();
        String signature = LetterBytes.hex(in, Verifier.SIGNATURE_BYTES);
        return kind.filter(known -> UnixTime.isValid(expires))
                .map(known -> new Prekey(id, known, key, expires, signature));
    }
}
