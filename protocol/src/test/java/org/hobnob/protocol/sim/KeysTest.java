package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final PublicKey UNKNOWN = new PublicKey("ab".repeat(32));

    @Test
    void aStandInFailsOnAnyChange() {
        anyChangeFails(Keys.fast(new World(7)), 1);
    }

    @Test
    void aRealSignatureFailsOnAnyChange() {
        anyChangeFails(Keys.real(new World(7)), 61);
    }

    private static void anyChangeFails(Keys keys, int everyBit) {
        Signer anna = keys.newSigner();
        PublicKey ben = keys.newSigner().publicKey();
        Verifier verifier = keys.verifier();
        for (int length : new int[] {0, 1, 7, 8, 9, 67}) {
            byte[] message = new byte[length];
            byte[] signature = anna.sign(message);
            assertEquals(Verifier.SIGNATURE_BYTES, signature.length);
            assertTrue(verifier.verify(anna.publicKey(), message, signature));
            assertFalse(verifier.verify(ben, message, signature));
            assertFalse(verifier.verify(UNKNOWN, message, signature));
            assertFalse(verifier.verify(anna.publicKey(), Arrays.copyOf(message, length + 1), signature));
            assertFalse(verifier.verify(anna.publicKey(), message, Arrays.copyOf(signature, 63)));
            for (int bit = 0; bit < 8 * length; bit += everyBit) {
                assertFalse(verifier.verify(anna.publicKey(), flipped(message, bit), signature), "bit " + bit);
            }
            for (int bit = 0; bit < 8 * signature.length; bit += everyBit) {
                assertFalse(verifier.verify(anna.publicKey(), message, flipped(signature, bit)), "bit " + bit);
            }
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    @Test
    void theSameSeedGivesTheSameKeysAndSignatures() {
        sameForTheSeed(Keys.fast(new World(7)), Keys.fast(new World(7)), Keys.fast(new World(8)));
        sameForTheSeed(Keys.real(new World(7)), Keys.real(new World(7)), Keys.real(new World(8)));
    }

    private static void sameForTheSeed(Keys keys, Keys same, Keys other) {
        Signer signer = keys.newSigner();
        assertArrayEquals(signer.sign(new byte[9]), same.newSigner().sign(new byte[9]));
        PublicKey second = keys.newSigner().publicKey();
        assertNotEquals(signer.publicKey(), second);
        assertEquals(second, same.newSigner().publicKey());
        assertNotEquals(signer.publicKey(), other.newSigner().publicKey());
    }

    @Test
    void aFixedShareOfSeedsHasRealSignatures() {
        long real = LongStream.range(0, 640)
                .filter(seed -> Keys.of(new World(seed)) instanceof Ed25519Keys)
                .count();
        assertEquals(10, real);
    }
}
