package org.hobnob.peer.console.conversation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RequestNoticesTest {
    private long nowMs = 1_000_000_000;
    private final RequestNotices notices = new RequestNotices(new Clock() {
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
    void oneRequestInAMinuteIsTold() {
        assertTrue(notices.asks("amir"));
        assertTrue(notices.wasTold("Amir"));
        assertFalse(notices.asks("AMIR"));
        assertFalse(notices.wasTold("amir"));
        assertTrue(notices.asks("omar"));
        nowMs += 60_000;
        assertTrue(notices.asks("amir"));
        assertTrue(notices.wasTold("amir"));
    }

    @Test
    void clockSetBackMutesNobodyForLong() {
        notices.asks("amir");
        nowMs -= 3_600_000;
        assertTrue(notices.asks("amir"));
    }

    @Test
    void rememberedUsersAreBounded() {
        notices.asks("amir");
        for (int i = 0; i < RequestNotices.MOST; i++) {
            notices.asks("user" + i);
        }
        assertTrue(notices.asks("amir"));
    }
}
