package org.hobnob.protocol.body;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.text.SafeText;

/**
 * The message that another one answers (SPEC 7.2).
 *
 * @param user who said it
 * @param id its id
 * @param quote its beginning, at most {@value #MAX_QUOTE_BYTES} bytes of UTF-8, as the answering side tells it; unsafe
 *     to show; may be empty
 */
public record ReplyTo(UserName user, MessageId id, String quote) {
    /** The longest quote, in bytes of UTF-8. */
    public static final int MAX_QUOTE_BYTES = 120;

    /** @throws IllegalArgumentException if the quote is too long or not valid Unicode; see {@link #quoting} */
    public ReplyTo {
        Objects.requireNonNull(user);
        Objects.requireNonNull(id);
        if (!BodyText.fits(quote, MAX_QUOTE_BYTES)) {
            throw new IllegalArgumentException("not at most " + MAX_QUOTE_BYTES + " bytes of Unicode text");
        }
    }

    /** Returns an answer that quotes as much of the text as fits, made safe, between two code points. */
    public static ReplyTo quoting(UserName user, MessageId id, String text) {
        String safe = SafeText.of(text);
        int end = 0;
        int bytes = 0;
        while (end < safe.length()) {
            String next = Character.toString(safe.codePointAt(end));
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_QUOTE_BYTES) {
                break;
            }
            end += next.length();
        }
        return new ReplyTo(user, id, SafeText.of(safe.substring(0, end)));
    }
}
