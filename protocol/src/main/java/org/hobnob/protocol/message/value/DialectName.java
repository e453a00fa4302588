package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;

/** The spelling that a connection speaks. */
public enum DialectName {
    NATIVE,
    ORIGINAL;

    /** Lower case, as the wire and the bus spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dialect that the word spells, or empty. */
    public static Optional<DialectName> ofWord(String word) {
        for (DialectName dialect : values()) {
            if (dialect.word().equals(word)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}
