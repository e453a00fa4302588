package org.hobnob.registry.rules.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who may make an account (SPEC 4.13). */
public enum Registration {
    /** Anybody. */
    OPEN,
    /** Whoever has an invitation. */
    INVITE,
    /** Nobody: administrators make them. */
    CLOSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Registration> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
