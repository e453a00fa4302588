package org.hobnob.protocol.mailbox;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The seal of letters: HPKE in base mode, of suite 1 (SPEC 14.1 and 14.2). */
public interface LetterSeal {
    /** An X25519 key pair; both keys have 32 bytes. */
    record KeyPair(byte[] privateKey, byte[] publicKey) {}

    /** Draws a new key pair. */
    KeyPair newKeyPair();

    /**
     * Makes a letter.
     *
     * @param info HPKE's {@code info}
     * @param content makes the content, given what stands before it in the letter
     */
    Letter seal(Prekey prekey, byte[] info, UnaryOperator<byte[]> content);

    /**
     * Opens a letter.
     *
     * @param privateKey that of the prekey, 32 bytes
     * @return the content; empty if the seal is broken
     */
    Optional<byte[]> open(Letter letter, byte[] privateKey, byte[] info);
}
