package org.hobnob.protocol.message.value;

import java.util.regex.Pattern;

/** The forms of the opaque values that are sent as words. */
final class Tokens {
    static final Pattern HEX_16 = Pattern.compile("[0-9a-f]{16}");
    static final Pattern HEX_32 = Pattern.compile("[0-9a-f]{32}");
    static final Pattern HEX_64 = Pattern.compile("[0-9a-f]{64}");
    static final Pattern HEX_128 = Pattern.compile("[0-9a-f]{128}");

    private Tokens() {}

    static String require(Pattern shape, String text, String what) {
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException("not a valid " + what);
        }
        return text;
    }
}
