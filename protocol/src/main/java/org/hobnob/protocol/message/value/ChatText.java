package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/**
 * The text of one message, as its sender wrote it: 1 to {@value #MAX_BYTES} bytes of UTF-8, where a control character
 * other than tab, line feed and carriage return counts twice, as it takes twice the place on a line. It is not safe to
 * show; what shows it passes it through {@link SafeText} (SPEC 2.4).
 *
 * @param text the text
 */
public record ChatText(String text) {
    /** The longest text, in bytes of UTF-8. */
    public static final int MAX_BYTES = 3_500;

    /** @throws IllegalArgumentException where the text breaks the rule; use {@link #of} for text from outside */
    public ChatText {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a valid message text");
        }
    }

    /** The text, or empty where it is null, empty, too long or no Unicode (a lone surrogate). */
    public static Optional<ChatText> of(String text) {
        return isValid(text) ? Optional.of(new ChatText(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text != null
                && !text.isEmpty()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && size(text) <= MAX_BYTES;
    }

    /** What the text counts against {@link #MAX_BYTES}, in bytes. */
    public static long size(String text) {
        long controls = text.chars()
                .filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f)
                .count();
        return SafeText.utf8Length(text) + controls;
    }
}
