package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import org.hobnob.protocol.text.SafeText;

/** The limit of short free text, such as a program's name in a hello (SPEC 4.2). */
public final class FreeText {
    /** The longest text, in bytes of UTF-8. */
    static final int MAX_BYTES = 200;

    private FreeText() {}

    /** Returns whether the text is Unicode of at most {@value #MAX_BYTES} bytes. */
    public static boolean isValid(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) && SafeText.utf8Length(text) <= MAX_BYTES;
    }

    /** @throws IllegalArgumentException if the text is not {@link #isValid valid} */
    public static void require(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not at most " + MAX_BYTES + " bytes of Unicode text");
        }
    }
}
