package org.hobnob.ed25519;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * Verifies with BouncyCastle, which is several times as fast as the JDK. Remembers the points of the keys it met, because
 * to find one takes 6 µs of the 53 of a verification. Thread-safe.
 */
public final class Ed25519Verifier implements Verifier {
    /** More than the members of a room; when there are so many, all are forgotten. */
    static final int KEYS = 256;

    private final Map<PublicKey, Ed25519PublicKeyParameters> points = new ConcurrentHashMap<>();

    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            return point(key).verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
    }

    private Ed25519PublicKeyParameters point(PublicKey key) {
        Ed25519PublicKeyParameters known = points.get(key);
        if (known == null) {
            known = new Ed25519PublicKeyParameters(HexFormat.of().parseHex(key.hex()));
            if (points.size() >= KEYS) {
                points.clear();
            }
            points.put(key, known);
        }
        return known;
    }
}
