package org.hobnob.protocol.crypto;

import org.hobnob.protocol.message.value.PublicKey;

/** Verifies what a {@link Signer} signed: Ed25519 (RFC 8032; SPEC 13). */
public interface Verifier {
    /** Length of a signature. */
    int SIGNATURE_BYTES = 64;

    /** Whether the signature is that key's over that message; false also for a signature or a key of another shape. */
    boolean verify(PublicKey key, byte[] message, byte[] signature);
}
