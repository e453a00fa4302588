package org.hobnob.registry.rules.credentials;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The Argon2id function (RFC 9106). An interface, so that tests can count its calls. */
@FunctionalInterface
interface Argon2id {

    /** Argon2id version 0x13 by BouncyCastle. Thread-safe; each call uses {@code cost.memoryKiB()} KiB of heap. */
    Argon2id BOUNCY_CASTLE =
            (cost, salt, input, outputBytes) -> generate(parameters(cost, salt).build(), input, outputBytes);

    /** Returns {@code outputBytes} bytes. Keeps none of its arguments. */
    byte[] derive(HashCost cost, byte[] salt, byte[] input, int outputBytes);

    static Argon2Parameters.Builder parameters(HashCost cost, byte[] salt) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt);
    }

    static byte[] generate(Argon2Parameters parameters, byte[] input, int outputBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] output = new byte[outputBytes];
        generator.generateBytes(input, output);
        return output;
    }
}
