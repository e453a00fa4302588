package org.hobnob.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * The digits that two users compare aloud to verify their keys: equal on both screens if nobody is in between (SPEC
 * 12.1). Each half depends on one user only. So whoever wants to be in between must find a key for a half that is given,
 * and cannot choose both keys until two numbers happen to be equal.
 *
 * @param text twelve groups of five digits, separated by spaces; six groups for each user
 */
public record SafetyNumber(String text) {
    private static final String CONTEXT = "hobnob verify 2\0";
    private static final int GROUPS_OF_ONE = 6;
    private static final int GROUP_BYTES = 5;
    private static final long GROUP_VALUES = 100_000;

    /** A user and the key that this user is said to have. */
    public record Party(UserName user, PublicKey key) {}

    /** Lower-case hex digits sort like the bytes that they stand for. */
    private static final Comparator<Party> BY_KEY = Comparator.<Party, String>comparing(
                    party -> party.key().hex())
            .thenComparing(party -> party.user().folded());

    /** Returns the number of two users; their order does not matter. */
    public static SafetyNumber of(Party one, Party other) {
        return new SafetyNumber(
                Stream.of(one, other).sorted(BY_KEY).map(SafetyNumber::half).collect(Collectors.joining(" ")));
    }

    private static String half(Party party) {
        byte[] user = party.user().folded().getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = sha256();
        digest.update(CONTEXT.getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) user.length);
        digest.update(user);
        byte[] hash = digest.digest(HexFormat.of().parseHex(party.key().hex()));
        return IntStream.range(0, GROUPS_OF_ONE)
                .mapToObj(group -> group(hash, group * GROUP_BYTES))
                .collect(Collectors.joining(" "));
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
