package org.hobnob.protocol.sim;

import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;

/** Where a run's identity keys come from. The same seed gives the same keys. */
public interface Keys {
    /** One seed in so many runs with real signatures. */
    int REAL_ONE_IN = 64;

    /** A new key pair. */
    Signer newSigner();

    /** Verifies what the signers of these keys signed. */
    Verifier verifier();

    /** Real ones for each seed that {@value #REAL_ONE_IN} divides, fast stand-ins for the others. */
    static Keys of(World world) {
        return world.seed() % REAL_ONE_IN == 0 ? real(world) : fast(world);
    }

    /** Stand-ins that cost well below a microsecond and fail on any change of key, message or signature. */
    static Keys fast(World world) {
        return new FastKeys(world.random("keys"));
    }

    /** The JDK's Ed25519: a signature or its verification costs about half a millisecond. */
    static Keys real(World world) {
        return new Ed25519Keys(world.random("keys"));
    }
}
