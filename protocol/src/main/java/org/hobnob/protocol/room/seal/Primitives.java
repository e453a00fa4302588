package org.hobnob.protocol.room.seal;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The steps of a chain and the seal of one datagram (SPEC 8.5). Not thread-safe. */
final class Primitives {
    /** What a seal adds to what it seals. */
    static final int TAG_BYTES = 16;

    private static final String MAC = "HmacSHA256";
    private static final String CIPHER = "ChaCha20-Poly1305";
    private static final byte[] MESSAGE = {1};
    private static final byte[] NEXT = {2};
    /** Always the same: a message key seals one content and no other. */
    private static final IvParameterSpec NONCE = new IvParameterSpec(new byte[12]);

    private final Mac mac;

    Primitives() {
        try {
            mac = Mac.getInstance(MAC);
        } catch (GeneralSecurityException e) {
            throw lacking(MAC, e);
        }
    }

    /** The key of the one datagram that the chain seals at this place. */
    byte[] messageKey(byte[] chainKey) {
        return derive(chainKey, MESSAGE);
    }

    /** The chain's key at the next place. */
    byte[] nextChainKey(byte[] chainKey) {
        return derive(chainKey, NEXT);
    }

    /** ChaCha20-Poly1305 (RFC 8439) over the content, {@value #TAG_BYTES} bytes longer than it. */
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

    /** The content, or empty where another key, other associated bytes or other bytes were sealed. */
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

    private byte[] derive(byte[] chainKey, byte[] purpose) {
        try {
            mac.init(new SecretKeySpec(chainKey, MAC));
            return mac.doFinal(purpose);
        } catch (GeneralSecurityException e) {
            throw lacking(MAC, e);
        }
    }

    private static IllegalStateException lacking(String algorithm, GeneralSecurityException cause) {
        return new IllegalStateException("this Java lacks " + algorithm + ", which every Java has to bring", cause);
    }
}
