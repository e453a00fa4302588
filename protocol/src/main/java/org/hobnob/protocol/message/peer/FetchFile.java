package org.hobnob.protocol.message.peer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * Asks for the bytes of an offered file, over a connection of their own (SPEC 16.2).
 *
 * @param requester the user to whom the file was offered
 * @param from how many bytes are there already
 * @param sha256 the SHA-256 of those bytes, 64 lower-case hex digits; empty if there are none
 */
public record FetchFile(UserName requester, MessageId id, long from, Optional<String> sha256) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if a value breaks its rule */
    public FetchFile {
        if (from < 0
                || sha256.isPresent() != (from > 0)
                || !sha256.map(FetchFile::isHash).orElse(true)) {
            throw new IllegalArgumentException("from " + from + " with hash " + sha256);
        }
    }

    /** Returns whether the text is a hash as lines have it. */
    public static boolean isHash(String text) {
        return SHA256.matcher(text).matches();
    }

    /** What the sender says to it. */
    public enum Answer {
        /** The bytes follow. */
        OK(200),
        /** There is no such offer to the requester, or not any more. */
        NOT_OFFERED(404),
        /** The bytes that are there are not the beginning of the file: it must be fetched from 0. */
        OTHER_CONTENT(404),
        /** The file is not what it was when it was offered, or cannot be read. */
        CHANGED(404),
        /** Too much is handed out at once. */
        BUSY(503);

        private final int code;

        Answer(int code) {
            this.code = code;
        }

        /** Returns the status code: 200, 404 or 503. */
        public int code() {
            return code;
        }

        /** Returns the word used in lines: lower case, with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns the answer with this code and word; if the word is null or of another code, the code decides. */
        public static Answer of(int code, String word) {
            for (Answer answer : values()) {
                if (answer.code == code && answer.word().equals(word)) {
                    return answer;
                }
            }
            return code == OK.code ? OK : code == NOT_OFFERED.code ? NOT_OFFERED : BUSY;
        }
    }

    /**
     * How the bytes ended.
     *
     * @param sha256 the SHA-256 of the whole file; empty if it turned out to be another one than was offered
     */
    public record End(Optional<String> sha256) {
        /** @throws IllegalArgumentException if the hash is invalid */
        public End {
            if (!sha256.map(FetchFile::isHash).orElse(true)) {
                throw new IllegalArgumentException("no hash");
            }
        }
    }
}
