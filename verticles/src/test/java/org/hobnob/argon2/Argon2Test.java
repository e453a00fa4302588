package org.hobnob.argon2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class Argon2Test {
    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** RFC 9106 section 5.3; secret and associated data are set on top of our own parameters. */
    @Test
    void theGeneratorGivesTheVectorOfTheRfc() {
        Argon2Parameters parameters = Argon2.parameters(new Argon2.Cost(32, 3, 4), filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build();

        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(Argon2.generate(parameters, filled(32, 1), 32)));
    }
}
