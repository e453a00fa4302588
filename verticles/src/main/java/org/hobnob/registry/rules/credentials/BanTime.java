package org.hobnob.registry.rules.credentials;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a ban lasts, as a person writes it: {@code 30m}, {@code 12h}, {@code 7d}. */
public final class BanTime {
    /** The longest one, in days; a ban without a time is for good. */
    public static final int MOST_DAYS = 3_650;

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})([smhdw])");
    private static final Map<String, Long> UNITS = Map.of(
            "s", 1_000L,
            "m", 60_000L,
            "h", 3_600_000L,
            "d", 86_400_000L,
            "w", 7 * 86_400_000L);

    private BanTime() {}

    /**
     * Returns the time in milliseconds.
     *
     * @throws IllegalArgumentException saying what to write
     */
    public static long parseMs(String text) {
        Matcher matcher = SHAPE.matcher(text);
        long ms = matcher.matches() ? Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2)) : 0;
        if (ms < 1 || ms > TimeUnit.DAYS.toMillis(MOST_DAYS)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time: write a number and s, m, h, d or w, such as 30m," + " of at most "
                            + MOST_DAYS + "d; a ban without a time is for good");
        }
        return ms;
    }
}
