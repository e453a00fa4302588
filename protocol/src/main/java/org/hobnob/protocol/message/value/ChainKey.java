package org.hobnob.protocol.message.value;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a key chain at one number: opens what the chain seals from that number on, and nothing before (SPEC
 * 8.5). It is sent to members only, over a connection that proves their identity. Immutable; never prints itself.
 */
public final class ChainKey {
    /** The length of the key, in bytes. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern WORD =
            Pattern.compile("(0|[1-9][0-9]{0,9}):([1-9][0-9]{0,17}):([0-9a-f]{" + 2 * BYTES + "})");
    private static final long EPOCH_MAX = 0xFFFF_FFFFL;
    /** Prevents overflow of a chain's numbers; has as many digits as a number in text may have. */
    private static final long SEQUENCE_MAX = 999_999_999_999_999_999L;

    private final long epoch;
    private final long sequence;
    private final byte[] key;

    /**
     * @param epoch identifies the chain within its stream, 0 to 2<sup>32</sup> − 1
     * @param sequence the first number that the key opens, 1 to 10<sup>18</sup> − 1
     * @param key {@value #BYTES} bytes, copied
     * @throws IllegalArgumentException if a value is out of range
     */
    public ChainKey(long epoch, long sequence, byte[] key) {
        if (epoch < 0 || epoch > EPOCH_MAX || sequence < 1 || sequence > SEQUENCE_MAX || key.length != BYTES) {
            throw new IllegalArgumentException(
                    "epoch " + epoch + ", number " + sequence + ", " + key.length + " bytes");
        }
        this.epoch = epoch;
        this.sequence = sequence;
        this.key = key.clone();
    }

    /** Parses the output of {@link #reveal}; returns empty if the text is invalid. */
    public static Optional<ChainKey> parse(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) > EPOCH_MAX) {
            return Optional.empty();
        }
        return Optional.of(new ChainKey(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), HEX.parseHex(matcher.group(3))));
    }

    /**
     * Returns {@code epoch:sequence:key}, with the key in lower-case hex digits. This is the secret itself, for
     * lines to members only.
     */
    public String reveal() {
        return epoch + ":" + sequence + ":" + HEX.formatHex(key);
    }

    /** Returns what identifies the chain within its stream. */
    public long epoch() {
        return epoch;
    }

    /** Returns the first number that the key opens. */
    public long sequence() {
        return sequence;
    }

    /** Returns a copy of the {@value #BYTES} bytes, which are the secret itself. */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainKey that
                && epoch == that.epoch
                && sequence == that.sequence
                && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch * 31 + sequence);
    }

    @Override
    public String toString() {
        return "ChainKey[epoch=" + epoch + ", sequence=" + sequence + ", key=***]";
    }
}
