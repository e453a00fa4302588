package org.hobnob.protocol.message.peer;

import java.nio.charset.StandardCharsets;
import org.hobnob.protocol.text.SafeText;

/**
 * What an offer tells of a file (SPEC 16).
 *
 * @param name the file's name as its sender has it, 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8; neither safe to show
 *     nor to store under
 * @param size its size in bytes, from 0
 */
public record FileHead(String name, long size) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;
    /** The largest file, in bytes: what 18 decimal digits say. */
    public static final long MAX_SIZE = 999_999_999_999_999_999L;

    /** @throws IllegalArgumentException if a value breaks its rule */
    public FileHead {
        if (!isName(name) || size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("not a valid name and size of a file");
        }
    }

    /** Returns whether the text can be told as a name. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && SafeText.utf8Length(text) <= MAX_NAME_BYTES;
    }
}
