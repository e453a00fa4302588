package org.hobnob.ed25519;

import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/** Verifies with BouncyCastle, which is several times as fast as the JDK. Stateless and thread-safe. */
public final class Ed25519Verifier implements Verifier {
    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            byte[] encoded = HexFormat.of().parseHex(key.hex());
            return new Ed25519PublicKeyParameters(encoded)
                    .verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
    }
}
