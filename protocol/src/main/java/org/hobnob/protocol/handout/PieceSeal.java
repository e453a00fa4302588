package org.hobnob.protocol.handout;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the datagrams of one hand-out (SPEC 17.2). The seal keeps others out; it does not prove which member
 * sent a piece, because all receivers have the key. Not thread-safe. Never prints its key.
 */
public final class PieceSeal {
    /** The length of a hand-out's key, in bytes. */
    public static final int KEY_BYTES = 32;
    /** The length of what stands before the content, in bytes. */
    static final int HEADER_BYTES = 20;
    /** How much longer the seal makes the content, in bytes. */
    static final int TAG_BYTES = 16;

    private static final short MAGIC = 0x484f;
    private static final byte VERSION = 1;
    private static final String CIPHER = "ChaCha20-Poly1305";
    private static final int NONCE_BYTES = 12;

    private final long id;
    private final SecretKeySpec key;
    private Cipher cipher;

    /**
     * @param id the hand-out's number
     * @param key {@value #KEY_BYTES} random bytes that seal nothing else, copied
     */
    public PieceSeal(long id, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.id = id;
        this.key = new SecretKeySpec(key, CIPHER);
        try {
            cipher = Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** Seals a piece. No two different pieces may have the same serial. */
    public byte[] seal(Piece piece) {
        byte[] datagram = new byte[HEADER_BYTES + piece.content().length + TAG_BYTES];
        ByteBuffer.wrap(datagram)
                .putShort(MAGIC)
                .put(VERSION)
                .put((byte) piece.number())
                .putLong(id)
                .putInt(piece.serial())
                .putInt(piece.block());
        try {
            start(Cipher.ENCRYPT_MODE, piece.serial(), datagram);
            cipher.doFinal(piece.content(), 0, piece.content().length, datagram, HEADER_BYTES);
            return datagram;
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** Returns the piece, or empty if the datagram is none of this hand-out. Its numbers may be out of range. */
    public Optional<Piece> open(byte[] datagram) {
        if (datagram.length <= HEADER_BYTES + TAG_BYTES
                || datagram.length > HEADER_BYTES + Piece.MAX_CONTENT_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(datagram);
        boolean isOurs = header.getShort() == MAGIC && header.get() == VERSION;
        int number = Byte.toUnsignedInt(header.get());
        if (!isOurs || header.getLong() != id) {
            return Optional.empty();
        }
        int serial = header.getInt();
        int block = header.getInt();
        if (serial < 1 || block < 0) {
            return Optional.empty();
        }
        try {
            start(Cipher.DECRYPT_MODE, serial, datagram);
            byte[] content = cipher.doFinal(datagram, HEADER_BYTES, datagram.length - HEADER_BYTES);
            return Optional.of(new Piece(serial, block, number, content));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** The serial makes the nonce, because a repetition has another header and must not be sealed as before. */
    private void start(int mode, int serial, byte[] datagram) throws GeneralSecurityException {
        IvParameterSpec nonce = new IvParameterSpec(
                ByteBuffer.allocate(NONCE_BYTES).putLong(0).putInt(serial).array());
        try {
            cipher.init(mode, key, nonce);
        } catch (InvalidKeyException e) {
            if (mode == Cipher.ENCRYPT_MODE) {
                throw e;
            }
            // Java 17 refuses to open two datagrams of one serial running, but anybody can repeat or forge one.
            cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, nonce);
        }
        cipher.updateAAD(datagram, 0, HEADER_BYTES);
    }

    private static IllegalStateException lacking(GeneralSecurityException cause) {
        return new IllegalStateException("this Java lacks " + CIPHER + ", which every Java must have", cause);
    }
}
