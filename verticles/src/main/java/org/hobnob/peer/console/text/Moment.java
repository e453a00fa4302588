package org.hobnob.peer.console.text;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Tells a time to a person: the hour, with the date if it is not today. */
public final class Moment {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter ANOTHER_DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Moment() {}

    /**
     * Returns the time in the clock's zone.
     *
     * @param ms milliseconds since 1970
     */
    public static String of(long ms, Clock clock) {
        ZonedDateTime time = Instant.ofEpochMilli(ms).atZone(clock.getZone());
        boolean today = time.toLocalDate().equals(ZonedDateTime.now(clock).toLocalDate());
        return time.format(today ? TODAY : ANOTHER_DAY);
    }
}
