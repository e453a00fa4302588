package org.hobnob.protocol.message.peer;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.UserName;

/**
 * How far a member has a stream (SPEC 15).
 *
 * @param speaker whose stream it is
 * @param stream its number, not 0
 * @param number the highest number that the member keeps, from 1
 * @param hash the first 16 bytes of the SHA-256 of the datagram with that number, 32 lower-case hex digits
 */
public record StreamHead(UserName speaker, long stream, long number, String hash) {
    private static final Pattern WORD =
            Pattern.compile("([^:]{1,32}):([0-9a-f]{16}):([1-9][0-9]{0,17}):([0-9a-f]{32})");

    /** @throws IllegalArgumentException if a value is out of range */
    public StreamHead {
        Objects.requireNonNull(speaker);
        if (stream == 0 || number < 1 || !hash.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not a head of a stream");
        }
    }

    /** Decodes the text; returns empty if it is invalid. */
    public static Optional<StreamHead> parse(String word) {
        Matcher head = WORD.matcher(word);
        if (!head.matches() || HexFormat.fromHexDigitsToLong(head.group(2)) == 0) {
            return Optional.empty();
        }
        return UserName.of(head.group(1))
                .map(speaker -> new StreamHead(
                        speaker,
                        HexFormat.fromHexDigitsToLong(head.group(2)),
                        Long.parseLong(head.group(3)),
                        head.group(4)));
    }

    /** Returns {@code speaker:stream:number:hash}. */
    public String word() {
        return speaker + ":" + HexFormat.of().toHexDigits(stream) + ":" + number + ":" + hash;
    }
}
