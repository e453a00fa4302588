package org.hobnob.protocol.message.value;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a report hands over (SPEC 15), in base64url without padding. Whether it is good, only its reader tells.
 *
 * @param base64 1 to {@value #MAX_CHARS} characters
 */
public record ReportText(String base64) {
    /** The most characters. */
    public static final int MAX_CHARS = 4_000;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_CHARS + "}");

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public ReportText {
        if (!SHAPE.matcher(base64).matches()) {
            throw new IllegalArgumentException("no report");
        }
    }

    /** Returns the report, or empty if the text is null or invalid. */
    public static Optional<ReportText> of(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(new ReportText(text)) : Optional.empty();
    }

    /** @throws IllegalArgumentException if there are too many bytes, or none */
    public static ReportText ofBytes(byte[] bytes) {
        return new ReportText(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns the bytes; empty if the text is no base64url. */
    public Optional<byte[]> bytes() {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
