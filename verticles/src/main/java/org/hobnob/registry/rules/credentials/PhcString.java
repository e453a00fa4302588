package org.hobnob.registry.rules.credentials;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored Argon2id hash in the PHC string format, {@code $argon2id$v=19$m=..,t=..,p=..$salt$hash}, in Base64 without
 * padding. The arrays are not copied: they belong to this package.
 */
record PhcString(HashCost cost, byte[] salt, byte[] hash) {

    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19"
            + "\\$m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})"
            + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{16,86})");
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** Empty unless the text is exactly what {@link #print()} returns. Costs out of bounds are not accepted either. */
    static Optional<PhcString> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            HashCost cost = new HashCost(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
            PhcString phc = new PhcString(cost, decode(matcher.group(4)), decode(matcher.group(5)));
            // The last Base64 character has unused bits; only the encoding in which they are zero is accepted.
            return Optional.of(phc).filter(read -> read.print().equals(text));
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }

    String print() {
        return "$argon2id$v=19$" + cost + "$" + ENCODER.encodeToString(salt) + "$" + ENCODER.encodeToString(hash);
    }

    boolean hasHash(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return "PhcString[" + cost + ", ***]";
    }
}
