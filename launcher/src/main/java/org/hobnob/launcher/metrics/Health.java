package org.hobnob.launcher.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which parts of a registry fail, and since when. For use on one thread. */
final class Health {
    private final Clock clock;
    private final Map<String, Instant> failing = new LinkedHashMap<>();

    Health(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes note of a part.
     *
     * @param trouble what is wrong, with the part's name before it, such as {@code store: cannot be written}
     * @param fails whether it is so now
     */
    void note(String trouble, boolean fails) {
        if (fails) {
            failing.putIfAbsent(trouble, clock.instant());
        } else {
            failing.remove(trouble);
        }
    }

    /** Takes note of a part that knows itself since when it fails. */
    void note(String trouble, Optional<Instant> since) {
        failing.remove(trouble);
        since.ifPresent(at -> failing.put(trouble, at));
    }

    /** Returns a line for each of these troubles that is there, with the time since when. */
    List<String> lines(List<String> troubles) {
        List<String> lines = new ArrayList<>();
        for (String trouble : troubles) {
            Optional.ofNullable(failing.get(trouble))
                    .ifPresent(since -> lines.add(trouble + ", since " + since.truncatedTo(ChronoUnit.SECONDS)));
        }
        return lines;
    }
}
