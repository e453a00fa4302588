package org.hobnob.protocol.text;

import java.nio.charset.StandardCharsets;

/**
 * Makes text from others harmless before a terminal or a log shows it; no other class does (SPEC 2.4). Control
 * characters, line and paragraph separators, bidirectional overrides, zero-width and other invisible characters,
 * private-use and unassigned code points and lone surrogates are each replaced by {@value #REPLACEMENT}. Zero-width
 * joiners and non-joiners are kept where they join or separate emoji and letters.
 */
public final class SafeText {
    /** U+FFFD, which replaces each harmful code point. */
    public static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /**
     * Replaces every harmful code point.
     *
     * @return never null, with as many code points as the text; the text itself if it is safe, so that sanitizing
     *     twice changes nothing
     */
    public static String of(String text) {
        int harmful = firstHarmful(text, 0);
        if (harmful == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        int from = 0;
        while (harmful < text.length()) {
            safe.append(text, from, harmful).append(REPLACEMENT);
            from = text.offsetByCodePoints(harmful, 1);
            harmful = firstHarmful(text, from);
        }
        return safe.append(text, from, text.length()).toString();
    }

    /** Returns whether nothing in the text needs replacing. */
    public static boolean isSafe(String text) {
        return firstHarmful(text, 0) == text.length();
    }

    /**
     * Returns the index of the first code point at or after {@code from} that needs replacing; the text's length if
     * there is none.
     */
    private static int firstHarmful(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isHarmless(codePoint) && !Joiners.joins(text, at)) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /** Returns the length of the text in bytes of UTF-8. */
    public static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Letters and marks that show nothing. The selectors between text and emoji style (FE0E, FE0F) are not among
     * them.
     */
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

    /** Returns whether the code point may be shown in any context. */
    static boolean isHarmless(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7f) {
            return true;
        }
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
