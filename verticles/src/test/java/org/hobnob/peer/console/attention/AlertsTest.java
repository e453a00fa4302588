package org.hobnob.peer.console.attention;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private long nowMs = 1_000_000;
    private final Alerts alerts = new Alerts(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(nowMs);
        }
    });

    @Test
    void bellRingsOnceInAWhile() {
        assertTrue(alerts.may());
        assertFalse(alerts.may());
        nowMs += Alerts.LEAST_MS - 1;
        assertFalse(alerts.may());
        nowMs += 1;
        assertTrue(alerts.may());
    }

    @Test
    void clockSetBackDoesNotSilenceTheBell() {
        assertTrue(alerts.may());
        nowMs -= 3_600_000;
        assertTrue(alerts.may());
    }
}
