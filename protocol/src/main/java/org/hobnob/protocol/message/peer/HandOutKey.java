package org.hobnob.protocol.message.peer;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The key that seals the pieces of one hand-out (SPEC 17.2). Immutable; never prints itself. */
public final class HandOutKey {
    /** The length of the key, in bytes. */
    public static final int BYTES = 32;

    private static final Pattern WORD = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    private final byte[] key;

    /**
     * @param key {@value #BYTES} bytes, copied
     * @throws IllegalArgumentException if there are more or fewer
     */
    public HandOutKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException(key.length + " bytes");
        }
        this.key = key.clone();
    }

    /** Returns a new key. */
    public static HandOutKey random(RandomGenerator secureRandom) {
        byte[] key = new byte[BYTES];
        secureRandom.nextBytes(key);
        return new HandOutKey(key);
    }

    /** Parses the output of {@link #reveal}; returns empty if the text is invalid. */
    public static Optional<HandOutKey> parse(String word) {
        return WORD.matcher(word).matches()
                ? Optional.of(new HandOutKey(HexFormat.of().parseHex(word)))
                : Optional.empty();
    }

    /** Returns the key in lower-case hex digits: the secret itself, for lines to receivers only. */
    public String reveal() {
        return HexFormat.of().formatHex(key);
    }

    /** Returns a copy of the {@value #BYTES} bytes, which are the secret itself. */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandOutKey that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "HandOutKey[***]";
    }
}
