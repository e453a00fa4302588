package org.hobnob.protocol.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.hobnob.protocol.message.value.Challenge;
import org.junit.jupiter.api.Test;

class HeldChallengeTest {
    private static final Optional<Challenge> ONE = Challenge.of("11".repeat(32));
    private static final Optional<Challenge> OTHER = Challenge.of("22".repeat(32));

    private final HeldChallenge held = new HeldChallenge();

    @Test
    void challengeIsTakenOnce() {
        held.heard(ONE, 0);
        assertEquals(ONE, held.take(1));
        assertEquals(Optional.empty(), held.take(2));
    }

    @Test
    void oldChallengeIsNotTaken() {
        held.heard(ONE, 1_000);
        assertEquals(ONE, held.take(1_000 + HeldChallenge.GOOD_MS - 1));
        held.heard(ONE, 1_000);
        assertEquals(Optional.empty(), held.take(1_000 + HeldChallenge.GOOD_MS));
    }

    @Test
    void laterChallengeReplacesTheOneBefore() {
        held.heard(ONE, 0);
        held.heard(OTHER, 1);
        assertEquals(OTHER, held.take(2));
        held.heard(ONE, 3);
        held.heard(Optional.empty(), 4);
        assertEquals(Optional.empty(), held.take(5));
    }
}
