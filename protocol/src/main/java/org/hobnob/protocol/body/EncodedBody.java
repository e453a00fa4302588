package org.hobnob.protocol.body;

import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.text.SafeText;

/**
 * A body as it is sent beside its text, and stored: the other fields stay encoded, so that one that this version cannot
 * read is passed on and kept as it is (SPEC 7.1).
 *
 * @param text the text, which earlier peers show
 * @param fields the other fields in base64url without padding; empty for none, and perhaps not valid fields
 */
public record EncodedBody(ChatText text, String fields) {
    private static final int MAX_CHARACTERS = (MessageBody.MAX_BYTES * 8 + 5) / 6;

    /** @throws IllegalArgumentException if the fields are not base64url or too long */
    public EncodedBody {
        Objects.requireNonNull(text);
        if (decoded(fields).isEmpty()) {
            throw new IllegalArgumentException("not base64url of at most " + MessageBody.MAX_BYTES + " bytes");
        }
    }

    /** Encodes a body. */
    public static EncodedBody of(MessageBody body) {
        return of(body.text(), BodyCodec.printWithoutText(body));
    }

    /** Returns the text with the encoded other fields. */
    static EncodedBody of(ChatText text, byte[] fields) {
        return new EncodedBody(text, Base64.getUrlEncoder().withoutPadding().encodeToString(fields));
    }

    /** Returns the encoded other fields. */
    byte[] fieldBytes() {
        return decoded(fields).orElseThrow();
    }

    /** Returns the text without other fields. */
    public static EncodedBody of(ChatText text) {
        return new EncodedBody(text, "");
    }

    /** Returns the text with the fields, or without any if they are no base64url. */
    public static EncodedBody of(ChatText text, String fields) {
        return new EncodedBody(text, decoded(fields).isPresent() ? fields : "");
    }

    /** Decodes the body. Fields that are malformed count as none. */
    public Body read() {
        return decoded(fields)
                .flatMap(bytes -> BodyCodec.readWithoutText(text, bytes))
                .orElseGet(() -> MessageBody.of(text));
    }

    /** Returns how much space the body takes where messages wait, in bytes. */
    public int size() {
        return SafeText.utf8Length(text.text()) + fields.length();
    }

    /** Returns the bytes, or empty if the text is not the one spelling of at most so many bytes. */
    private static Optional<byte[]> decoded(String fields) {
        if (fields.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(fields);
            boolean spelledSo = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(fields);
            return spelledSo ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
