package org.hobnob.protocol.message.value;

import java.util.Optional;

/**
 * The name of a room: {@code [A-Za-z0-9][A-Za-z0-9_-]{0,31}}, not all digits, not reserved (SPEC 2.1). Names that
 * differ only in case are equal; people see the name as first written.
 *
 * @param shown the name as written
 */
public record RoomName(String shown) implements Comparable<RoomName> {
    /** @throws IllegalArgumentException if the text breaks the rule; use {@link #of} for text from outside */
    public RoomName {
        Names.require(shown, "room name");
    }

    /** Returns the name, or empty if the text is null or breaks the rule. */
    public static Optional<RoomName> of(String text) {
        return Names.isValid(text) ? Optional.of(new RoomName(text)) : Optional.empty();
    }

    /** Returns the lower-case form, under which the name is unique and stored. */
    public String folded() {
        return Names.fold(shown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomName that && folded().equals(that.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }

    @Override
    public int compareTo(RoomName that) {
        return folded().compareTo(that.folded());
    }

    @Override
    public String toString() {
        return shown;
    }
}
