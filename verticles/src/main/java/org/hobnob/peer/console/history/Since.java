package org.hobnob.peer.console.history;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time that somebody types: {@code 2h}, {@code 14:00}, {@code 2026-11-30}, {@code 2026-11-30 14:00}, {@code today}. */
final class Since {
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})(m|min|h|d|w)");

    private Since() {}

    /** @return empty if it is no time */
    static Optional<Instant> of(String typed, Clock clock) {
        Matcher age = AGE.matcher(typed.strip());
        try {
            return age.matches()
                    ? Optional.of(clock.instant().minus(age(Long.parseLong(age.group(1)), age.group(2))))
                    : Optional.of(local(typed.strip(), LocalDate.now(clock))
                            .atZone(clock.getZone())
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration age(long number, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(7 * number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static LocalDateTime local(String typed, LocalDate today) {
        return switch (typed) {
            case "today" -> today.atStartOfDay();
            case "yesterday" -> today.minusDays(1).atStartOfDay();
            default -> {
                if (typed.matches("[0-9]{1,2}:[0-9]{2}")) {
                    yield today.atTime(LocalTime.parse(typed.length() == 4 ? "0" + typed : typed));
                }
                String[] parts = typed.split("[ T]+", 2);
                LocalDate day = LocalDate.parse(parts[0]);
                yield parts.length == 1 ? day.atStartOfDay() : day.atTime(LocalTime.parse(parts[1]));
            }
        };
    }
}
