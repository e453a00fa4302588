package org.hobnob.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * The digits that two users compare aloud to verify their keys: equal on both screens if nobody is in between (SPEC
 * 12).
 *
 * @param text six groups of five digits, separated by spaces
 */
public record SafetyNumber(String text) {
    private static final String CONTEXT = "hobnob verify 1";
    private static final int GROUPS = 6;
    private static final int GROUP_BYTES = 5;
    private static final long GROUP_VALUES = 100_000;

    /** Returns the number of two keys; their order does not matter. */
    public static SafetyNumber of(PublicKey one, PublicKey other) {
        // Lower-case hex digits sort like the bytes that they stand for.
        boolean inOrder = one.hex().compareTo(other.hex()) <= 0;
        MessageDigest digest = sha256();
        digest.update(CONTEXT.getBytes(StandardCharsets.US_ASCII));
        digest.update(HexFormat.of().parseHex((inOrder ? one : other).hex()));
        byte[] hash = digest.digest(HexFormat.of().parseHex((inOrder ? other : one).hex()));
        return new SafetyNumber(IntStream.range(0, GROUPS)
                .mapToObj(group -> group(hash, group * GROUP_BYTES))
                .collect(Collectors.joining(" ")));
    }

    private static String group(byte[] hash, int from) {
        long value = 0;
        for (int at = from; at < from + GROUP_BYTES; at++) {
            value = value << Byte.SIZE | hash[at] & 0xff;
        }
        return String.format(Locale.ROOT, "%05d", value % GROUP_VALUES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
