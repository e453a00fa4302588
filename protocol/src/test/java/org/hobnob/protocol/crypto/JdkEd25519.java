package org.hobnob.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.PublicKey;

/** Ed25519 as the JDK does it; slow, but real. */
public final class JdkEd25519 {
    private static final String ALGORITHM = "Ed25519";
    private static final HexFormat HEX = HexFormat.of();
    /** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
    private static final String BEFORE_KEY = "302a300506032b6570032100";

    private JdkEd25519() {}

    /** The signer of a private key of 32 bytes (RFC 8032, section 5.1.5). */
    public static Signer signer(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(255, new Fixed(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            int prefix = BEFORE_KEY.length() / 2;
            return new JdkSigner(new PublicKey(HEX.formatHex(encoded, prefix, encoded.length)), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The verifier. */
    public static Verifier verifier() {
        return (key, message, signature) -> {
            try {
                X509EncodedKeySpec encoded = new X509EncodedKeySpec(HEX.parseHex(BEFORE_KEY + key.hex()));
                Signature verification = Signature.getInstance(ALGORITHM);
                verification.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(encoded));
                verification.update(message);
                return verification.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        };
    }

    private record JdkSigner(PublicKey publicKey, PrivateKey privateKey) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(privateKey);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Gives the generator the private key for its random bytes. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        private Fixed(byte[] bytes) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
