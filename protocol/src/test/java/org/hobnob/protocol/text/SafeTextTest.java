package org.hobnob.protocol.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.Title;
import org.junit.jupiter.api.Test;

/** SPEC 2.4. */
class SafeTextTest {
    /** Says once more, by Unicode's own properties, what must never come out. */
    private static final Pattern HARMFUL =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u3164\\uFFA0]");

    private static final Pattern JOINER = Pattern.compile("[\\u200C\\u200D]");

    // Some code points of each kind that SPEC 2.4 speaks of.
    private static final String MODIFIER_BASES = "\ud83d\udc68\u261d";
    private static final String EMOJI = "\u2764\ud83d\udd25\u00a9" + MODIFIER_BASES;
    private static final String MODIFIERS = "\ud83c\udffb\ud83c\udfff";
    private static final String VIRAMAS = "\u094d\u0dca";
    private static final String DUAL_JOINING = "\u0628\u06cc";
    private static final String LEFT_JOINING = "\ua872";
    private static final String RIGHT_JOINING = "\u0627\u062f";
    private static final String TRANSPARENT = "\u064b\u0670\ud83a\udd4b\ufe0e\ufe0f" + VIRAMAS;
    private static final String NONE_OF_THESE = "\u0640\u0915a1# \u2605\ud83c\udde9\ufffd";
    private static final String NEVER_SHOWN = "\u034f\ufe01\u00ad\u202e\udb40\udc67\udc00\ud800";

    /** The rule of joiners once more, as a pattern, for texts of these code points. */
    private static final Pattern JOINED = Pattern.compile("(?<=[%s])[\u200C\u200D]".formatted(VIRAMAS)
            + "|(?<=[%s%s][%s]{0,40})\u200C".formatted(LEFT_JOINING, DUAL_JOINING, TRANSPARENT)
            + "(?=[%s]*[%s%s])".formatted(TRANSPARENT, RIGHT_JOINING, DUAL_JOINING)
            + "|(?<=[%s]\uFE0F?|[%s][%s])\u200D(?=[%s])".formatted(EMOJI, MODIFIER_BASES, MODIFIERS, EMOJI));

    @Test
    void hostileTextsAreShownAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("hostile-text.txt", 3)) {
            String text = Vectors.unquote(row.column(1));
            String shown = Vectors.unquote(row.column(2));
            assertEquals(shown, SafeText.of(text), row.name());
            assertEquals(text.equals(shown), SafeText.isSafe(text), row.name());
            assertEquals(text.equals(shown), Title.of(text).isPresent(), row.name());
        }
    }

    @Property
    void noHarmfulCharacterComesOut(@ForAll("anything") String text) {
        String safe = SafeText.of(text);
        assertFalse(HARMFUL.matcher(JOINER.matcher(safe).replaceAll("")).find());
        assertTrue(SafeText.isSafe(safe));
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(safe));
        assertEquals(text.codePointCount(0, text.length()), safe.codePointCount(0, safe.length()));
    }

    @Property
    void joinersStayExactlyWhereTheyJoin(@ForAll("joinerTexts") String text) {
        String expected = safeByPatterns(text);
        assertEquals(expected, SafeText.of(text));
        assertEquals(expected, SafeText.of(expected));
        assertEquals(text.equals(expected), SafeText.isSafe(text));
    }

    @Property
    void makingSafeTwiceChangesNothing(@ForAll("anything") String text) {
        String safe = SafeText.of(text);
        assertEquals(safe, SafeText.of(safe));
        assertEquals(SafeText.isSafe(text), text.equals(safe));
    }

    @Test
    void everyCodePointIsEitherKeptOrReplaced() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String one = Character.toString(c);
            String safe = SafeText.of(one);
            assertTrue(safe.equals(one) || safe.equals("\ufffd"), "U+" + Integer.toHexString(c));
            assertFalse(HARMFUL.matcher(safe).find());
        }
    }

    @Test
    void printableAsciiStays() {
        for (char c = ' '; c < 0x7f; c++) {
            assertEquals(String.valueOf(c), SafeText.of(String.valueOf(c)));
        }
    }

    @Test
    void lengthIsCountedInBytesOfUtf8() {
        assertEquals(10, SafeText.utf8Length("aé你😀"));
    }

    /** The rule in another way: all that is harmful goes first, and then the joiners that join nothing of what is left. */
    private static String safeByPatterns(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(one -> shown.append(JOINER.matcher(one).matches() || SafeText.isSafe(one) ? one : "\ufffd"));
        Set<Integer> joined = new HashSet<>();
        JOINED.matcher(shown).results().forEach(found -> joined.add(found.start()));
        return JOINER.matcher(shown).replaceAll(found -> joined.contains(found.start()) ? found.group() : "\ufffd");
    }

    @Provide
    Arbitrary<String> joinerTexts() {
        return aroundJoiners().list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    private static Arbitrary<String> aroundJoiners() {
        String all = EMOJI + MODIFIERS + DUAL_JOINING + LEFT_JOINING + RIGHT_JOINING + TRANSPARENT + NONE_OF_THESE;
        List<String> pieces =
                (all + NEVER_SHOWN).codePoints().mapToObj(Character::toString).toList();
        return Arbitraries.oneOf(Arbitraries.of("\u200c", "\u200d"), Arbitraries.of(pieces), Arbitraries.of(pieces));
    }

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<Integer> harmful = Arbitraries.of(
                0x1b, 0x07, 0x0d, 0x0a, 0x9b, 0x85, 0x202e, 0x2066, 0x200b, 0x200d, 0x2028, 0xfeff, 0xe000, 0x3164);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        Arbitrary<Integer> ascii = Arbitraries.integers().between(0x20, 0x7e);
        return Arbitraries.oneOf(Arbitraries.oneOf(harmful, any, ascii).map(Character::toString), aroundJoiners())
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
