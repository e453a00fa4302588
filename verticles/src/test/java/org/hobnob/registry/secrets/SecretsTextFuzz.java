package org.hobnob.registry.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.hobnob.net.tls.P256;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** The registry's secrets file. */
public final class SecretsTextFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        Secrets secrets;
        try {
            secrets = SecretsText.parse(new String(input, StandardCharsets.UTF_8));
        } catch (SecretsRefusedException refused) {
            return;
        }
        String printed = SecretsText.print(secrets);
        assertEquals(printed, SecretsText.print(SecretsText.parse(printed)));
    }

    @Override
    public List<byte[]> seeds() {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        return List.of(
                SecretsText.print(new Secrets(P256.generate(random), key, key)).getBytes(StandardCharsets.UTF_8));
    }
}
