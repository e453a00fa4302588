package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/**
 * The text of one message as its sender wrote it: 1 to {@value #MAX_BYTES} bytes of UTF-8. A control character
 * other than tab, line feed and carriage return counts twice, because it takes twice the space on a line. The text
 * is unsafe to show; it must be passed through {@link SafeText} first (SPEC 2.4).
 *
 * @param text the text
 */
public record ChatText(String text) {
    /** The longest text, in bytes of UTF-8. */
    public static final int MAX_BYTES = 3_500;

    /** @throws IllegalArgumentException if the text breaks the rule; use {@link #of} for text from outside */
    public ChatText {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a valid message text");
        }
    }

    /** Returns the text, or empty if it is null, empty, too long or not valid Unicode (a lone surrogate). */
    public static Optional<ChatText> of(String text) {
        return isValid(text) ? Optional.of(new ChatText(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text != null
                && !text.isEmpty()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && size(text) <= MAX_BYTES;
    }

    /** Returns how much of {@link #MAX_BYTES} the text takes, in bytes. */
    public static long size(String text) {
        long controls = text.chars()
                .filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f)
                .count();
        return SafeText.utf8Length(text) + controls;
    }
}
