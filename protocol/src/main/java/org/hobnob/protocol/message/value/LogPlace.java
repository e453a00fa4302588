package org.hobnob.protocol.message.value;

import java.util.Objects;

/**
 * Where a direct message stands (SPEC 7.1).
 *
 * @param log the log that numbers it
 * @param number its number there, from 1
 * @param first the lowest number that its sender still has: what is below was taken, or will never come
 */
public record LogPlace(LogId log, long number, long first) {
    /** @throws IllegalArgumentException where the numbers are below 1 or {@code first} is above {@code number} */
    public LogPlace {
        Objects.requireNonNull(log);
        if (first < 1 || first > number) {
            throw new IllegalArgumentException("number " + number + ", first " + first);
        }
    }
}
