package org.hobnob.peer.console.text;

import java.util.Locale;
import java.util.Optional;

/** Parses yes and no as people type them. */
public final class YesNo {
    private YesNo() {}

    /** Returns the answer; empty if the text is neither. */
    public static Optional<Boolean> of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(true);
            case "n", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
