package org.hobnob.peer.console.text;

import java.util.Locale;
import java.util.Optional;

/** Yes or no, as people type it. */
public final class YesNo {
    private YesNo() {}

    /** The answer; empty where it is neither. */
    public static Optional<Boolean> of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(true);
            case "n", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
