package org.hobnob.peer.identity;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.PublicKey;

/** A user's Ed25519 key pair (RFC 8032). Anyone who has its seed can act as that user. Thread-safe. */
public final class Identity implements Signer {
    /** The length of the secret seed, in bytes. */
    public static final int SEED_BYTES = 32;

    private final Ed25519PrivateKeyParameters privateKey;
    private final PublicKey publicKey;

    private Identity(byte[] seed) {
        privateKey = new Ed25519PrivateKeyParameters(seed);
        publicKey = new PublicKey(
                HexFormat.of().formatHex(privateKey.generatePublicKey().getEncoded()));
    }

    /** Creates a new identity. */
    public static Identity generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Identity identity = new Identity(seed);
        Arrays.fill(seed, (byte) 0);
        return identity;
    }

    /**
     * Restores the identity that belongs to a seed.
     *
     * @param seed {@value #SEED_BYTES} bytes
     * @throws IllegalArgumentException if the seed has another length
     */
    public static Identity ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed must have " + SEED_BYTES + " bytes");
        }
        return new Identity(seed);
    }

    /** Returns a copy of the secret seed. */
    public byte[] seed() {
        return privateKey.getEncoded();
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        privateKey.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    /** Contains the public key only. */
    @Override
    public String toString() {
        return "Identity[" + publicKey + "]";
    }
}
