package org.hobnob.protocol.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/** A verifier that knows each signer's secret: no signature at all, but in a run nobody else has the secrets. */
final class FastKeys implements Keys {
    private static final int KEY_BYTES = 32;

    private final RandomGenerator random;
    private final Map<PublicKey, Long> secrets = new HashMap<>();

    FastKeys(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Signer newSigner() {
        long secret = random.nextLong();
        byte[] shown = Mix.expand(random.nextLong(), new byte[KEY_BYTES]);
        PublicKey key = new PublicKey(HexFormat.of().formatHex(shown));
        secrets.put(key, secret);
        return new FastSigner(key, secret);
    }

    @Override
    public Verifier verifier() {
        return (key, message, signature) -> {
            Long secret = secrets.get(key);
            return secret != null && Arrays.equals(signature, signature(secret, message));
        };
    }

    private static byte[] signature(long secret, byte[] message) {
        return Mix.expand(Mix.of(secret, message), new byte[Verifier.SIGNATURE_BYTES]);
    }

    private record FastSigner(PublicKey publicKey, long secret) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return signature(secret, message);
        }
    }
}
