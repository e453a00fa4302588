package org.hobnob.protocol.text;

/**
 * Decides where the zero-width joiner U+200D and the zero-width non-joiner U+200C have an effect and are kept (SPEC
 * 2.4): where the CONTEXTJ rules of RFC 5892 (A.1 and A.2) allow them, and between the elements of an emoji
 * sequence (UTS #51, ED-16). A neighbour that would be replaced counts as {@link SafeText#REPLACEMENT}, so that
 * sanitizing twice gives the same result.
 */
final class Joiners {
    private static final char ZWNJ = 0x200C;
    private static final char ZWJ = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int FIRST_MODIFIER = 0x1F3FB;
    private static final int LAST_MODIFIER = 0x1F3FF;
    private static final int NOT_SHOWN = SafeText.REPLACEMENT;

    private static final CodePoints VIRAMAS = CodePoints.of(JoiningTables.VIRAMAS);
    private static final CodePoints JOINING_NEXT = CodePoints.of(JoiningTables.JOINING_NEXT);
    private static final CodePoints JOINING_PREVIOUS = CodePoints.of(JoiningTables.JOINING_PREVIOUS);
    private static final CodePoints JOINING_BOTH = CodePoints.of(JoiningTables.JOINING_BOTH);
    private static final CodePoints TRANSPARENT = CodePoints.of(JoiningTables.TRANSPARENT);
    private static final CodePoints EMOJI = CodePoints.of(JoiningTables.EMOJI);
    private static final CodePoints MODIFIER_BASES = CodePoints.of(JoiningTables.MODIFIER_BASES);

    private Joiners() {}

    /** Returns whether the character at the index is a joiner or non-joiner that is kept. */
    static boolean joins(String text, int index) {
        return switch (text.charAt(index)) {
            case ZWNJ -> VIRAMAS.contains(before(text, index)) || partsLetters(text, index);
            case ZWJ -> VIRAMAS.contains(before(text, index)) || joinsEmoji(text, index);
            default -> false;
        };
    }

    private static boolean partsLetters(String text, int index) {
        int from = index;
        while (isTransparent(before(text, from))) {
            from = text.offsetByCodePoints(from, -1);
        }
        int to = index + 1;
        while (isTransparent(at(text, to))) {
            to = text.offsetByCodePoints(to, 1);
        }
        int previous = before(text, from);
        int next = at(text, to);
        return (JOINING_NEXT.contains(previous) || JOINING_BOTH.contains(previous))
                && (JOINING_PREVIOUS.contains(next) || JOINING_BOTH.contains(next));
    }

    private static boolean isTransparent(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || TRANSPARENT.contains(codePoint);
    }

    private static boolean joinsEmoji(String text, int index) {
        return EMOJI.contains(at(text, index + 1)) && endsEmoji(text, index);
    }

    /** Returns whether an emoji, with its style or skin tone, ends before the index. */
    private static boolean endsEmoji(String text, int index) {
        int last = before(text, index);
        if (last == EMOJI_STYLE) {
            return EMOJI.contains(before(text, index - 1));
        }
        if (last >= FIRST_MODIFIER && last <= LAST_MODIFIER) {
            return MODIFIER_BASES.contains(before(text, index - Character.charCount(last)));
        }
        return EMOJI.contains(last);
    }

    private static int before(String text, int index) {
        return index > 0 ? shown(text.codePointBefore(index)) : NOT_SHOWN;
    }

    private static int at(String text, int index) {
        return index < text.length() ? shown(text.codePointAt(index)) : NOT_SHOWN;
    }

    private static int shown(int codePoint) {
        return SafeText.isHarmless(codePoint) ? codePoint : NOT_SHOWN;
    }
}
