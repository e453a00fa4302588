package org.hobnob.protocol.message.value;

import java.util.Optional;

/**
 * The name of a user: {@code [A-Za-z0-9][A-Za-z0-9_-]{0,31}}, not all digits, not reserved (SPEC 2.1). Names that
 * differ only in case are equal; people see the name as first written.
 *
 * @param shown the name as written
 */
public record UserName(String shown) implements Comparable<UserName> {
    /** @throws IllegalArgumentException if the text breaks the rule; use {@link #of} for text from outside */
    public UserName {
        Names.require(shown, "user name");
    }

    /** Returns the name, or empty if the text is null or breaks the rule. */
    public static Optional<UserName> of(String text) {
        return Names.isValid(text) ? Optional.of(new UserName(text)) : Optional.empty();
    }

    /** Returns the lower-case form, under which the name is unique and stored. */
    public String folded() {
        return Names.fold(shown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserName that && shown.equalsIgnoreCase(that.shown);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < shown.length(); i++) {
            hash = 31 * hash + Character.toLowerCase(shown.charAt(i));
        }
        return hash;
    }

    @Override
    public int compareTo(UserName that) {
        return shown.compareToIgnoreCase(that.shown);
    }

    @Override
    public String toString() {
        return shown;
    }
}
