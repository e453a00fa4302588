package org.hobnob.protocol.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/** Texts within fields: UTF-8 in the strict sense, of limited length. */
final class BodyText {
    private BodyText() {}

    static boolean fits(String text, int maxBytes) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) && SafeText.utf8Length(text) <= maxBytes;
    }

    /** Returns the text that the remaining bytes encode, or empty if they are not UTF-8. */
    static Optional<String> take(ByteBuffer in) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
