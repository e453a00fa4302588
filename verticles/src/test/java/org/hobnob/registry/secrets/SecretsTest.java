package org.hobnob.registry.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.hobnob.net.tls.P256;
import org.junit.jupiter.api.Test;

/** What registries derive from their secrets: those of different versions must meet (SPEC 12.2). */
class SecretsTest {
    private static final byte[] PEPPER = new byte[Secrets.PEPPER_BYTES];

    private final Secrets secrets = new Secrets(P256.generate(new SecureRandom()), PEPPER, countedFromZero());

    private static byte[] countedFromZero() {
        byte[] key = new byte[Secrets.TOKEN_KEY_BYTES];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void clusterHasItsName() {
        assertEquals("f3327010bb2738c2e81c5951f78d7759", secrets.clusterName());
    }

    @Test
    void memberHasItsProof() {
        assertEquals(
                "10b70f2a3a657edfcc6e0eb72eef5ef552f7e700d79a7582449439f3ecb1365f",
                HexFormat.of().formatHex(secrets.memberProof(true, filled(0x11), filled(0x22))));
    }
}
