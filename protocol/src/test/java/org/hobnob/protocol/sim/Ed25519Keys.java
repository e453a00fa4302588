package org.hobnob.protocol.sim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/** Real signatures (RFC 8032) by the JDK, with key pairs out of the seed. */
final class Ed25519Keys implements Keys {
    private static final String ALGORITHM = "Ed25519";
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final String X509_PREFIX = "302a300506032b6570032100";

    private final SecureRandom random;

    Ed25519Keys(RandomGenerator random) {
        this.random = new Seeded(random);
    }

    @Override
    public Signer newSigner() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            String x509 = HexFormat.of().formatHex(pair.getPublic().getEncoded());
            return new RealSigner(pair, new PublicKey(x509.substring(X509_PREFIX.length())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    @Override
    public Verifier verifier() {
        return (key, message, signature) -> {
            try {
                byte[] x509 = HexFormat.of().parseHex(X509_PREFIX + key.hex());
                Signature verification = Signature.getInstance(ALGORITHM);
                verification.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509)));
                verification.update(message);
                return verification.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        };
    }

    private record RealSigner(KeyPair pair, PublicKey publicKey) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(pair.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK cannot sign", e);
            }
        }

        @Override
        public String toString() {
            return "signer of " + publicKey;
        }
    }

    /** Gives a run's randomness to the JDK. */
    private static final class Seeded extends SecureRandom {
        private final transient RandomGenerator random;

        Seeded(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
