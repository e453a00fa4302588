package org.hobnob.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A time of day that a test sets forth and back; otherwise it goes on as this machine's does. */
public final class WallClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    /** Sets it to this time. */
    public void set(Instant to) {
        offset = Duration.between(Instant.now(), to);
    }

    /** Sets it to what this machine says, and this much on, or back if negative. */
    public void setOff(Duration by) {
        offset = by;
    }

    /** Sets it right, as far as this machine is. */
    public void setRight() {
        offset = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
