package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.hobnob.protocol.message.value.Challenge;
import org.junit.jupiter.api.Test;

class OpenChallengeTest {
    private final OpenChallenge challenge = new OpenChallenge();

    @Test
    void challengeIsGoodOnce() {
        Challenge drawn = challenge.draw(5);
        assertEquals(Optional.of(drawn), challenge.take(6));
        assertEquals(Optional.empty(), challenge.take(6));
    }

    @Test
    void challengeIsGoodFor60Seconds() {
        Challenge drawn = challenge.draw(-7);
        assertEquals(Optional.of(drawn), challenge.take(OpenChallenge.LIFE_NS - 8));
        challenge.draw(-7);
        assertEquals(Optional.empty(), challenge.take(OpenChallenge.LIFE_NS - 7));
        assertEquals(60_000_000_000L, OpenChallenge.LIFE_NS);
    }

    @Test
    void laterChallengeReplacesTheOneBefore() {
        Challenge first = challenge.draw(1);
        Challenge second = challenge.draw(2);
        assertNotEquals(first, second);
        assertEquals(Optional.of(second), challenge.take(3));
    }

    @Test
    void nothingIsGoodBeforeTheFirstHello() {
        assertEquals(Optional.empty(), challenge.take(1));
    }
}
