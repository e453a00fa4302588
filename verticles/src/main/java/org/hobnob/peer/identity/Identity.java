package org.hobnob.peer.identity;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.PublicKey;

/** A user's own Ed25519 key pair (RFC 8032). Whoever has its seed can speak as that user. Thread-safe. */
public final class Identity implements Signer {
    /** Length of the secret that all follows from. */
    public static final int SEED_BYTES = 32;

    private final Ed25519PrivateKeyParameters privateKey;
    private final PublicKey publicKey;

    private Identity(byte[] seed) {
        privateKey = new Ed25519PrivateKeyParameters(seed);
        publicKey = new PublicKey(
                HexFormat.of().formatHex(privateKey.generatePublicKey().getEncoded()));
    }

    /** Makes a new one. */
    public static Identity generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Identity identity = new Identity(seed);
        Arrays.fill(seed, (byte) 0);
        return identity;
    }

    /**
     * The one that belongs to a seed.
     *
     * @param seed {@value #SEED_BYTES} bytes
     * @throws IllegalArgumentException where the seed has another length
     */
    public static Identity ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes");
        }
        return new Identity(seed);
    }

    /** The secret; the caller's own copy. */
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

    /** Names the public key only. */
    @Override
    public String toString() {
        return "Identity[" + publicKey + "]";
    }
}
