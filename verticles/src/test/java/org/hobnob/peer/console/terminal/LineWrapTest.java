package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.hobnob.peer.console.screen.Palette;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

class LineWrapTest {
    private static List<String> rows(String line, int width, int hang) {
        return List.of(LineWrap.rows(line, width, hang).split("\n"));
    }

    @Test
    void rowsBreakBetweenWordsAndHang() {
        assertEquals(
                List.of("10:02 #lab3 omar: the", "      printer is free", "      again"),
                rows("10:02 #lab3 omar: the printer is free again", 24, 6));
        assertEquals(List.of("short enough"), rows("short enough", 13, 6));
    }

    @Test
    void wordLongerThanARowBreaksInside() {
        assertEquals(
                List.of("10:02 omar:", "      https://a.b/c", "      defghijklmnop", "      end"),
                rows("10:02 omar: https://a.b/cdefghijklmnop end", 20, 6));
    }

    @Test
    void manyBlanksDoNotReachTheNextRow() {
        assertEquals(
                List.of("10:02 #lab3 omar: hi", "      10:03 #lab3 hob: forged"),
                rows("10:02 #lab3 omar: hi" + " ".repeat(20) + "10:03 #lab3 hob: forged", 40, 6));
    }

    @Test
    void wideCharactersBreakAnywhereAndCountTwice() {
        assertEquals(List.of("漢字漢字", " 漢字漢", " 字"), rows("漢字漢字漢字漢字", 9, 1));
        assertEquals(List.of("漢字ab", " cd"), rows("漢字ab cd", 8, 1));
    }

    @Test
    void combiningCharactersStayWithTheirLetter() {
        String letter = "e\u0301";
        assertEquals(List.of(letter.repeat(7), " " + letter.repeat(3)), rows(letter.repeat(10), 9, 1));
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        assertTrue(rows("ab " + family + " " + family, 12, 1).stream().noneMatch(row -> row.endsWith("\u200d")));
    }

    @Test
    void blanksOfTheNextRowAreNotUnderlined() {
        assertEquals(
                List.of("\u001b[4maaaaaaa\u001b[0m", "  \u001b[4mbbbbbbb\u001b[0m"),
                rows("\u001b[4maaaaaaa bbbbbbb\u001b[0m", 14, 2));
        String link = "\u001b]8;;https://a.b\u001b\\";
        String end = "\u001b]8;;\u001b\\";
        assertEquals(
                List.of(link + "aaaaaaa" + end, "  " + link + "bbbbbbb" + end),
                rows(link + "aaaaaaa bbbbbbb" + end, 14, 2));
    }

    /** Whatever the text, width and indent: rows fit, all but the first begin with a blank, and no text is lost. */
    @Test
    void noTextBreaksTheRules() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {
            "a", "word", " ", "   ", "漢", "e\u0301", "\u001b[31m", "\u001b[0m", "-", "\ud83d\ude00", "x".repeat(50)
        };
        for (int i = 0; i < 2_000; i++) {
            StringBuilder line = new StringBuilder("x");
            for (int n = random.nextInt(40); n > 0; n--) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            int width = 4 + random.nextInt(60);
            int hang = random.nextInt(20);
            String rows = LineWrap.rows(line.toString(), width, hang);
            String told = "seed " + seed + ", width " + width + ", hang " + hang + ": " + line;
            List<String> plain = List.of(Palette.strip(rows).split("\n"));
            assertTrue(plain.stream().allMatch(row -> columns(row) < width), told);
            assertTrue(plain.stream().skip(1).allMatch(row -> row.startsWith(" ")), told);
            assertEquals(squeezed(Palette.strip(line.toString())), squeezed(String.join("", plain)), told);
        }
    }

    private static String squeezed(String text) {
        return text.replace(" ", "");
    }

    private static int columns(String row) {
        return row.codePoints().map(WCWidth::wcwidth).sum();
    }
}
