package org.hobnob.protocol.message.value;

import java.util.Optional;
import java.util.Set;

/**
 * A user's Ed25519 public key, 32 bytes (RFC 8032; SPEC 2.3).
 *
 * @param hex lower-case hex digits
 */
public record PublicKey(String hex) {
    private static final int HEX_CHARS = 64;

    /**
     * The y-coordinates of the eight points of small order, spelled as keys are. Under such a key one signature holds
     * for many messages, and so proves nothing.
     */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public PublicKey {
        Tokens.require(Tokens.HEX_64, hex, "public key");
        if (!isSound(hex)) {
            throw new IllegalArgumentException("the key is no canonical point, or one of small order");
        }
    }

    /** Returns the key; empty if the text is null, is no canonical encoding, or is a point of small order. */
    public static Optional<PublicKey> of(String text) {
        return isShaped(text) && isSound(text) ? Optional.of(new PublicKey(text)) : Optional.empty();
    }

    /** Returns whether the text is spelled as a key is, sound or not. */
    public static boolean isShaped(String text) {
        return text != null && Tokens.HEX_64.matcher(text).matches();
    }

    private static boolean isSound(String hex) {
        String y = withoutSign(hex);
        return !SMALL_ORDER.contains(y) && isBelowPrime(y);
    }

    /** Clears the highest bit of the last byte, which is the sign of x. */
    private static String withoutSign(String hex) {
        int highDigit = HEX_CHARS - 2;
        char digit = Character.forDigit(Character.digit(hex.charAt(highDigit), 16) & 0x7, 16);
        return hex.substring(0, highDigit) + digit + hex.substring(highDigit + 1);
    }

    /** The prime is 2^255 - 19, so only 19 numbers of 255 bits are not below it; all their bytes but one are ones. */
    private static boolean isBelowPrime(String y) {
        boolean otherBytesAreOnes = y.substring(2).equals("ff".repeat(30) + "7f");
        return !otherBytesAreOnes || Integer.parseInt(y.substring(0, 2), 16) < 0xed;
    }

    @Override
    public String toString() {
        return hex;
    }
}
