package org.hobnob.protocol.message.value;

import java.util.Optional;

/**
 * What tells a room from every other one, also from earlier and later ones of the same name: 128 random bits that the
 * registry draws when the room is made (SPEC 4.4, 8.1).
 *
 * @param hex 32 lower-case hex digits
 */
public record RoomInstance(String hex) {
    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public RoomInstance {
        Tokens.require(Tokens.HEX_32, hex, "room instance");
    }

    /** Returns the instance, or empty if the text is null or invalid. */
    public static Optional<RoomInstance> of(String text) {
        return text != null && Tokens.HEX_32.matcher(text).matches()
                ? Optional.of(new RoomInstance(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
