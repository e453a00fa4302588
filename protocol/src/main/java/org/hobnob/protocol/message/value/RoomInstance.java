package org.hobnob.protocol.message.value;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    /** Returns a new instance. */
    public static RoomInstance random(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new RoomInstance(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
