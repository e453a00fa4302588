package org.hobnob.protocol.crypto;

import org.hobnob.protocol.message.value.PublicKey;

/** Verifies the signatures of a {@link Signer}: Ed25519 (RFC 8032; SPEC 13). */
public interface Verifier {
    /** The length of a signature, in bytes. */
    int SIGNATURE_BYTES = 64;

    /** Returns whether this is the key's signature of the message; false also for a malformed signature or key. */
    boolean verify(PublicKey key, byte[] message, byte[] signature);
}
