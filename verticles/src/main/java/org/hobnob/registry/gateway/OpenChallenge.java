package org.hobnob.registry.gateway;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.Challenge;

/** The challenge of one connection: good for a while, and for one proof (SPEC 4.2). */
final class OpenChallenge {
    /** How long a challenge is good, in nanoseconds. */
    static final long LIFE_NS = 60_000_000_000L;

    private static final RandomGenerator RANDOM = new SecureRandom();

    private Optional<Challenge> open = Optional.empty();
    private long drawnNs;

    /**
     * Draws a challenge in place of the one before.
     *
     * @param nowNs the time, by a monotonic clock
     */
    Challenge draw(long nowNs) {
        Challenge challenge = Challenge.random(RANDOM);
        open = Optional.of(challenge);
        drawnNs = nowNs;
        return challenge;
    }

    /**
     * Returns the challenge and uses it up; empty if none was drawn, it was taken, or it is too old.
     *
     * @param nowNs the time, by a monotonic clock
     */
    Optional<Challenge> take(long nowNs) {
        Optional<Challenge> taken = open.filter(challenge -> nowNs - drawnNs < LIFE_NS);
        open = Optional.empty();
        return taken;
    }
}
