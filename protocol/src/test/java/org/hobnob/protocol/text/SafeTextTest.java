package org.hobnob.protocol.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
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
        assertFalse(HARMFUL.matcher(safe).find());
        assertTrue(SafeText.isSafe(safe));
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(safe));
        assertEquals(text.codePointCount(0, text.length()), safe.codePointCount(0, safe.length()));
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

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<Integer> harmful = Arbitraries.of(
                0x1b, 0x07, 0x0d, 0x0a, 0x9b, 0x85, 0x202e, 0x2066, 0x200b, 0x200d, 0x2028, 0xfeff, 0xe000, 0x3164);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        return Arbitraries.oneOf(harmful, any, Arbitraries.integers().between(0x20, 0x7e))
                .list()
                .ofMaxSize(30)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
    }
}
