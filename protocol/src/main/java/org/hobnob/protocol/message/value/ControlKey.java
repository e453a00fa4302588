package org.hobnob.protocol.message.value;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key under which a member authenticates its statuses and repair requests while a key chain lasts (SPEC 8.5). All
 * members know it, so it tells a member's datagrams from an outsider's and no more. Immutable; never prints itself.
 */
public final class ControlKey {
    /** The length of the key, in bytes. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern WORD = Pattern.compile("(0|[1-9][0-9]{0,9}):([0-9a-f]{" + 2 * BYTES + "})");
    private static final long EPOCH_MAX = 0xFFFF_FFFFL;

    private final long epoch;
    private final byte[] key;

    /**
     * @param epoch the epoch of the chain, 0 to 2<sup>32</sup> − 1
     * @param key {@value #BYTES} bytes, copied
     * @throws IllegalArgumentException if a value is out of range
     */
    public ControlKey(long epoch, byte[] key) {
        if (epoch < 0 || epoch > EPOCH_MAX || key.length != BYTES) {
            throw new IllegalArgumentException("epoch " + epoch + ", " + key.length + " bytes");
        }
        this.epoch = epoch;
        this.key = key.clone();
    }

    /** Parses the output of {@link #reveal}; returns empty if the text is null or invalid. */
    public static Optional<ControlKey> parse(String word) {
        Matcher matcher = WORD.matcher(word == null ? "" : word);
        return matcher.matches() && Long.parseLong(matcher.group(1)) <= EPOCH_MAX
                ? Optional.of(new ControlKey(Long.parseLong(matcher.group(1)), HEX.parseHex(matcher.group(2))))
                : Optional.empty();
    }

    /** Returns {@code epoch:key}, with the key in lower-case hex digits: the secret itself, for lines to members only. */
    public String reveal() {
        return epoch + ":" + HEX.formatHex(key);
    }

    /** Returns the epoch of the chain. */
    public long epoch() {
        return epoch;
    }

    /** Returns a copy of the {@value #BYTES} bytes, which are the secret itself. */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ControlKey that && epoch == that.epoch && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch);
    }

    @Override
    public String toString() {
        return "ControlKey[epoch=" + epoch + ", key=***]";
    }
}
