package org.hobnob.protocol.crypto;

import org.hobnob.protocol.message.value.PublicKey;

/** Signs with one identity key: Ed25519 (RFC 8032; SPEC 13). */
public interface Signer {
    /** The key that others verify with. */
    PublicKey publicKey();

    /**
     * Signs a message of any length.
     *
     * @return the signature, {@value Verifier#SIGNATURE_BYTES} bytes
     */
    byte[] sign(byte[] message);
}
