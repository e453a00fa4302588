package org.hobnob.protocol.message.value;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Logs its user in again without a password (SPEC 4.3). Opaque to the peer, and secret, so it never prints itself.
 *
 * @param text 16 to 256 characters of URL-safe base64
 */
public record ResumeToken(String text) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public ResumeToken {
        Tokens.require(SHAPE, text, "resume token");
    }

    /** Returns the token, or empty if the text is null or invalid. */
    public static Optional<ResumeToken> of(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(new ResumeToken(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "ResumeToken[…]";
    }
}
