package org.hobnob.protocol.message.value;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Logs its user in again without a password (SPEC 4.3); opaque to the peer and secret, so it never prints.
 *
 * @param text 16 to 256 characters of URL-safe base64
 */
public record ResumeToken(String text) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public ResumeToken {
        Tokens.require(SHAPE, text, "resume token");
    }

    /** The token, or empty where the text (which may be null) has another shape. */
    public static Optional<ResumeToken> of(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(new ResumeToken(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "ResumeToken[…]";
    }
}
