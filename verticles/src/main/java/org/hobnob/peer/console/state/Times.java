package org.hobnob.peer.console.state;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;

/** The times before lines that somebody says, as the setting {@code times} wants them. */
public final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Clock clock;
    private final PeerValues settings;

    /** @param clock says what time it is, and in which zone */
    public Times(Clock clock, PeerValues settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Returns the settings that say how times are shown. */
    public PeerValues settings() {
        return settings;
    }

    /** @param at empty for now */
    public String of(Optional<Instant> at) {
        return format().map(format ->
                        at.orElseGet(clock::instant).atZone(clock.getZone()).format(format))
                .orElse("");
    }

    private Optional<DateTimeFormatter> format() {
        return switch (settings.text(PeerKey.TIMES)) {
            case "none" -> Optional.empty();
            case "seconds" -> Optional.of(SECONDS);
            case "date" -> Optional.of(DATE);
            default -> Optional.of(Views.HOUR_MINUTE);
        };
    }
}
