package org.hobnob.peer.history;

import java.util.Locale;
import java.util.Objects;

/**
 * One conversation of one account. Conversations of the same name at two registries are two.
 *
 * @param account whose it is: the registry's key and the user's name, as {@link #account} writes them
 * @param label {@code #} and a room's name, or {@code @} and a user's, as first written; compared without regard to case
 */
public record Talk(String account, String label) {
    private static final int PIN_DIGITS = 16;

    public Talk {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(label, "label");
    }

    /**
     * Returns the name of an account.
     *
     * @param pin the registry's key, in hex digits
     * @param user the user's name
     */
    public static String account(String pin, String user) {
        return pin.substring(0, Math.min(PIN_DIGITS, pin.length())) + " " + user.toLowerCase(Locale.ROOT);
    }

    /** Returns what is the same for all spellings of the conversation. */
    String key() {
        return account + " " + label.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Talk that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }
}
