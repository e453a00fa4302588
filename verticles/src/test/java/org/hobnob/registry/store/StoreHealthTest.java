package org.hobnob.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreHealthTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private Instant now = START;
    private int writes;
    private final StoreHealth health =
            new StoreHealth(true, () -> now, () -> Duration.between(START, now).toNanos());

    private void passSeconds(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void troubleIsTimedFromItsFirstFailureToTheNextWrite() {
        passSeconds(5);
        health.failed("rooms", new IOException("full"));
        passSeconds(5);
        health.failed("rooms", new IOException("full"));
        assertEquals(Optional.of(START.plusSeconds(5)), health.troubledSince());
        health.wrote();
        assertEquals(Optional.empty(), health.troubledSince());
    }

    @Test
    void checksWriteOnceASecondAtMost() {
        Promise<Void> first = Promise.promise();
        Future<Optional<Instant>> asked = health.check(() -> write(first.future()));
        passSeconds(5);
        assertEquals(asked, health.check(() -> write(first.future())), "one check at a time");
        health.failed("meta", new IOException("full"));
        first.fail("full");
        assertEquals(Optional.of(START.plusSeconds(5)), asked.result());
        health.check(() -> write(first.future()));
        health.check(() -> write(first.future()));
        assertEquals(2, writes);
    }

    private Future<Void> write(Future<Void> outcome) {
        writes++;
        return outcome;
    }
}
