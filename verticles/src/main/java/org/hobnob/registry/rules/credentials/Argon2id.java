package org.hobnob.registry.rules.credentials;

import org.hobnob.argon2.Argon2;

/** The Argon2id function (RFC 9106). An interface, so that tests can count its calls. */
@FunctionalInterface
interface Argon2id {

    /** Argon2id version 0x13 by BouncyCastle. Thread-safe; each call uses {@code cost.memoryKiB()} KiB of heap. */
    Argon2id BOUNCY_CASTLE = (cost, salt, input, outputBytes) -> Argon2.id(
            new Argon2.Cost(cost.memoryKiB(), cost.iterations(), cost.parallelism()), salt, input, outputBytes);

    /** Returns {@code outputBytes} bytes. Keeps none of its arguments. */
    byte[] derive(HashCost cost, byte[] salt, byte[] input, int outputBytes);
}
