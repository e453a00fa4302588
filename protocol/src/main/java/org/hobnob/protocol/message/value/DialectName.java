package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;

/** The dialect of a connection. */
public enum DialectName {
    NATIVE,
    ORIGINAL;

    /** Returns the word of the wire and the bus, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the dialect with this word, or empty. */
    public static Optional<DialectName> ofWord(String word) {
        for (DialectName dialect : values()) {
            if (dialect.word().equals(word)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}
