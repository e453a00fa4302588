package org.hobnob.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class SaltedDigestTest {
    @Test
    void saltNamesTheRegistryAndTheUser() {
        for (Vectors.Row row : Vectors.read("digests.txt", 6)) {
            byte[] salt = SaltedDigest.salt(new Fingerprint(row.column(2)), new UserName(row.column(3)));
            assertEquals(row.column(4), HexFormat.of().formatHex(salt), row.name());
        }
    }
}
