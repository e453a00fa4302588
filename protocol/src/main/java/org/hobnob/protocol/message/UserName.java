package org.hobnob.protocol.message;

import java.util.Optional;

/**
 * The name of a user: {@code [A-Za-z0-9][A-Za-z0-9_-]{0,31}}, not all digits, not reserved (SPEC 2.1). Two names that
 * differ only in case are equal; the case first written is what people see.
 *
 * @param shown the name as written
 */
public record UserName(String shown) implements Comparable<UserName> {
    /** @throws IllegalArgumentException where the text breaks the rule; use {@link #of} for text from outside */
    public UserName {
        Names.require(shown, "user name");
    }

    /** The name, or empty where the text (which may be null) breaks the rule. */
    public static Optional<UserName> of(String text) {
        return Names.isValid(text) ? Optional.of(new UserName(text)) : Optional.empty();
    }

    /** The lower-case form under which the name is unique and stored. */
    public String folded() {
        return Names.fold(shown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserName that && folded().equals(that.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }

    @Override
    public int compareTo(UserName that) {
        return folded().compareTo(that.folded());
    }

    @Override
    public String toString() {
        return shown;
    }
}
