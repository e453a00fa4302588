package org.hobnob.protocol.text;

import java.nio.charset.StandardCharsets;

/**
 * The one place where text from others is made harmless before a terminal or a log sees it (SPEC 2.4): controls, line
 * and paragraph separators, bidirectional overrides, zero-width and other invisible characters, private-use and
 * unassigned code points and lone surrogates each become {@value #REPLACEMENT}.
 */
public final class SafeText {
    /** U+FFFD, in the place of each neutralised code point. */
    public static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /** The text with every harmful code point replaced; never null, never longer in code points; idempotent. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(REPLACEMENT);
            }
        });
        return safe.toString();
    }

    /** Whether nothing in the text needs replacing. */
    public static boolean isSafe(String text) {
        return text.codePoints().allMatch(SafeText::isHarmless);
    }

    /** The length of the text in bytes of UTF-8. */
    public static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Letters and marks that show as nothing; the two that choose between text and emoji (FE0E, FE0F) may stay. */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0x180B && c <= 0x180F
                || c >= 0xFE00 && c <= 0xFE0D
                || c >= 0xE0000 && c <= 0xE0FFF;
    }

    private static boolean isHarmless(int codePoint) {
        if (isInvisible(codePoint)) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
