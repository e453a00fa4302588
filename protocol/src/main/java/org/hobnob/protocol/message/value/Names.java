package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rule for names of users and rooms (SPEC 2.1). */
final class Names {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");
    private static final Set<String> RESERVED =
            Set.of("system", "detailed", "partial", "simple", "quit", "q", "admin", "registry");

    private Names() {}

    static boolean isValid(String text) {
        return text != null
                && SHAPE.matcher(text).matches()
                && !ALL_DIGITS.matcher(text).matches()
                && !RESERVED.contains(fold(text));
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String require(String text, String what) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a valid " + what);
        }
        return text;
    }
}
