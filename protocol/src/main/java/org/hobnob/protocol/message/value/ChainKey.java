package org.hobnob.protocol.message.value;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a chain at one of its numbers: opens what the chain seals from that number on, and nothing before (SPEC
 * 8.5). It goes to members only, over a connection that proves who they are. Immutable; never prints itself.
 */
public final class ChainKey {
    /** Length of the key in bytes. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern WORD =
            Pattern.compile("(0|[1-9][0-9]{0,9}):([1-9][0-9]{0,17}):([0-9a-f]{" + 2 * BYTES + "})");
    private static final long EPOCH_MAX = 0xFFFF_FFFFL;
    /** So that no number of the chain ever runs over; as many digits as a number in text has. */
    private static final long SEQUENCE_MAX = 999_999_999_999_999_999L;

    private final long epoch;
    private final long sequence;
    private final byte[] key;

    /**
     * @param epoch the chain's name within its stream, 0 to 2<sup>32</sup> − 1
     * @param sequence the first number that the key opens, 1 to 10<sup>18</sup> − 1
     * @param key {@value #BYTES} bytes, copied
     * @throws IllegalArgumentException where a value is out of range
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

    /** Reads what {@link #reveal} wrote; empty where the text from outside is nothing of the kind. */
    public static Optional<ChainKey> parse(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) > EPOCH_MAX) {
            return Optional.empty();
        }
        return Optional.of(new ChainKey(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), HEX.parseHex(matcher.group(3))));
    }

    /** {@code epoch:sequence:key}, the key as lower-case hex digits: the secret itself, for lines to members only. */
    public String reveal() {
        return epoch + ":" + sequence + ":" + HEX.formatHex(key);
    }

    /** The chain's name within its stream. */
    public long epoch() {
        return epoch;
    }

    /** The first number that the key opens. */
    public long sequence() {
        return sequence;
    }

    /** A copy of the {@value #BYTES} bytes: the secret itself. */
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
