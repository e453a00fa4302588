package org.hobnob.protocol.message.value;

import java.util.Objects;

/**
 * The position of a direct message in its log (SPEC 7.1).
 *
 * @param log the log
 * @param number the message's number in the log, from 1
 * @param first the lowest number that the sender still has; lower ones have been taken, or will never arrive
 */
public record LogPlace(LogId log, long number, long first) {
    /** @throws IllegalArgumentException if a number is below 1 or {@code first} is above {@code number} */
    public LogPlace {
        Objects.requireNonNull(log);
        if (first < 1 || first > number) {
            throw new IllegalArgumentException("number " + number + ", first " + first);
        }
    }
}
