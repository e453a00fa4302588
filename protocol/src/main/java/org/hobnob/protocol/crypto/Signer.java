package org.hobnob.protocol.crypto;

import org.hobnob.protocol.message.value.PublicKey;

/** Signs with one identity key: Ed25519 (RFC 8032; SPEC 13). */
public interface Signer {
    /** Returns the key that verifies the signatures. */
    PublicKey publicKey();

    /**
     * Signs a message of any length.
     *
     * @return the signature, {@value Verifier#SIGNATURE_BYTES} bytes
     */
    byte[] sign(byte[] message);
}
