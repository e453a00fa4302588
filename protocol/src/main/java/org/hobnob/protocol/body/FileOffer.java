package org.hobnob.protocol.body;

import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;

/**
 * A file that the sender offers (SPEC 7.2).
 *
 * @param id the offer's id
 * @param size the file's size in bytes
 * @param sha256 the SHA-256 of its content, 64 lower-case hex digits
 * @param name the file's name without folders, 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8; unsafe to show
 */
public record FileOffer(MessageId id, long size, String sha256, String name) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 200;

    /** @throws IllegalArgumentException if a value breaks its rule */
    public FileOffer {
        Objects.requireNonNull(id);
        if (size < 0 || !sha256.matches("[0-9a-f]{64}") || !isName(name)) {
            throw new IllegalArgumentException("not a valid file offer");
        }
    }

    /** Returns whether a file may have this name: no control character, no slash or backslash, not a folder's. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && BodyText.fits(name, MAX_NAME_BYTES)
                && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\')
                && !name.equals(".")
                && !name.equals("..");
    }
}
