package org.hobnob.protocol.message.value;

import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/**
 * A room's description: free text of at most {@value #MAX_BYTES} bytes of UTF-8, without control characters or
 * others that {@link SafeText} neutralises; may be empty (SPEC 2.4).
 *
 * @param text the description
 */
public record Title(String text) {
    /** The longest title, in bytes of UTF-8. */
    public static final int MAX_BYTES = 200;

    /** The empty title. */
    public static final Title NONE = new Title("");

    /** @throws IllegalArgumentException if the text breaks the rule; use {@link #of} for text from outside */
    public Title {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a valid title");
        }
    }

    /** Returns the title, or empty if the text is null, too long or unsafe. */
    public static Optional<Title> of(String text) {
        return isValid(text) ? Optional.of(new Title(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text != null && SafeText.utf8Length(text) <= MAX_BYTES && SafeText.isSafe(text);
    }
}
