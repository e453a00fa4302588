package org.hobnob.protocol.room.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.room.RoomHeader;

/** The steps of a key chain, the seal of one datagram, and MACs (SPEC 8.3, 8.5). Not thread-safe. */
final class Primitives {
    /** How much longer a seal makes its content, in bytes. */
    static final int TAG_BYTES = 16;
    /** The length of a control datagram's MAC, in bytes. */
    static final int MAC_BYTES = 16;

    private static final String MAC = "HmacSHA256";
    private static final String CIPHER = "ChaCha20-Poly1305";
    private static final byte[] MESSAGE = {1};
    private static final byte[] NEXT = {2};
    private static final byte[] CONTROL = "hobnob room mac 2\0".getBytes(US_ASCII);
    /** A constant nonce is safe, because a message key seals only one content. */
    private static final IvParameterSpec NONCE = new IvParameterSpec(new byte[12]);

    private final Mac mac;

    Primitives() {
        try {
            mac = Mac.getInstance(MAC);
        } catch (GeneralSecurityException e) {
            throw lacking(MAC, e);
        }
    }

    /** Derives the key of the single datagram that is sealed at this position of the chain. */
    byte[] messageKey(byte[] chainKey) {
        return derive(chainKey, MESSAGE);
    }

    /** Derives the chain key at the next position. */
    byte[] nextChainKey(byte[] chainKey) {
        return derive(chainKey, NEXT);
    }

    /** Seals the content with ChaCha20-Poly1305 (RFC 8439); the result is {@value #TAG_BYTES} bytes longer. */
    byte[] seal(byte[] messageKey, byte[] associated, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(messageKey, CIPHER), NONCE);
            cipher.updateAAD(associated);
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw lacking(CIPHER, e);
        }
    }

    /**
     * Returns the content, or empty if the key, the associated data or the sealed bytes are not those of the
     * sealing.
     */
    Optional<byte[]> open(byte[] messageKey, byte[] associated, byte[] sealed, int from) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(messageKey, CIPHER), NONCE);
            cipher.updateAAD(associated);
            return Optional.of(cipher.doFinal(sealed, from, sealed.length - from));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw lacking(CIPHER, e);
        }
    }

    /** Returns the MAC of a control datagram, {@value #MAC_BYTES} bytes (SPEC 8.3). */
    byte[] controlMac(ControlKey key, RoomHeader header, byte[] content) {
        byte[] bytes = key.key();
        byte[] whole = derive(bytes, CONTROL, header.bytes(), content);
        Arrays.fill(bytes, (byte) 0);
        return Arrays.copyOf(whole, MAC_BYTES);
    }

    private byte[] derive(byte[] key, byte[]... parts) {
        try {
            mac.init(new SecretKeySpec(key, MAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw lacking(MAC, e);
        }
    }

    private static IllegalStateException lacking(String algorithm, GeneralSecurityException cause) {
        return new IllegalStateException("this Java lacks " + algorithm + ", which every Java must have", cause);
    }
}
