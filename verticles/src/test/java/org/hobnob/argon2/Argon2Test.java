package org.hobnob.argon2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
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

    @Test
    void laterHashesTakeTheMemoryOfEarlierOnes() {
        Argon2.Cost cost = new Argon2.Cost(1_024, 1, 1);
        // The pool is held only weakly, so a collection may take it between two calls: one of many must do without.
        long fewest = IntStream.range(0, 10)
                .mapToLong(i -> allocated(() -> Argon2.id(cost, filled(16, 2), filled(32, 1), 32)))
                .min()
                .orElseThrow();

        assertTrue(fewest < 500_000, () -> fewest + " bytes for a hash of 1 MiB");
    }

    @Test
    void usedMemoryDoesNotChangeAHash() {
        Argon2.Cost cost = new Argon2.Cost(64, 2, 1);
        byte[] first = Argon2.id(cost, filled(16, 2), filled(32, 1), 32);
        byte[] other = Argon2.id(cost, filled(16, 3), filled(32, 1), 32);
        Argon2.id(new Argon2.Cost(128, 1, 2), filled(16, 2), filled(32, 1), 32);

        assertArrayEquals(first, Argon2.id(cost, filled(16, 2), filled(32, 1), 32));
        assertArrayEquals(other, Argon2.id(cost, filled(16, 3), filled(32, 1), 32));
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
