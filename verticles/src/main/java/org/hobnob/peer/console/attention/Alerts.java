package org.hobnob.peer.console.attention;

import java.time.Clock;

/** Keeps a busy room, or somebody who writes a lot, from ringing the bell without end. Not thread-safe. */
public final class Alerts {
    /** The least time between two, in milliseconds. */
    static final long LEAST_MS = 3_000;

    private final Clock clock;
    private long lastMs;
    private boolean any;

    public Alerts(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether the bell may ring now, and takes it as rung if so. */
    public boolean may() {
        long nowMs = clock.millis();
        // A clock that was set back must not silence the bell for long.
        if (any && Math.abs(nowMs - lastMs) < LEAST_MS) {
            return false;
        }
        any = true;
        lastMs = nowMs;
        return true;
    }
}
