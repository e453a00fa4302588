package org.hobnob.peer.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.protocol.text.SafeText;
import org.junit.jupiter.api.Test;

class MarkupTest {
    /** Each part with a letter for each style, and L for a link. */
    private static String described(String line) {
        return Markup.parse(line).stream()
                .map(part -> part.styles().stream()
                                .sorted()
                                .map(style -> style.name().substring(0, 1))
                                .collect(Collectors.joining())
                        + (part.link() ? "L" : "") + "[" + part.text() + "]")
                .collect(Collectors.joining());
    }

    @Test
    void matchedPairsAtWordBordersAreStyled() {
        assertEquals("[a ]B[*b*][ c]", described("a *b* c"));
        assertEquals("I[~very much~]", described("~very much~"));
        assertEquals("[(]U[_so_][), ]B[*so*][!]", described("(_so_), *so*!"));
        assertEquals("B[*a ]BU[_b_]B[ c*]", described("*a _b_ c*"));
    }

    @Test
    void stylesNest() {
        assertEquals("B[*]BI[~x~]B[*]", described("*~x~*"));
    }

    @Test
    void unpairedMarksStayAsTheyAre() {
        for (String line : List.of(
                "snake_case and more_snake_case",
                "~/x and ~/y",
                "2*3*4",
                "* item *",
                "__init__",
                "**",
                "*a",
                "a*",
                "a * b * c",
                "5 * 6 = 30*",
                "*\u00e4b",
                "x_\u00e9_y",
                "_",
                "")) {
            assertEquals(line.isEmpty() ? "" : "[" + line + "]", described(line));
        }
    }

    @Test
    void codeIsExempt() {
        assertEquals("[`a *b* c` ]B[*d*]", described("`a *b* c` *d*"));
        assertEquals("[`open ]B[*b*]", described("`open *b*"));
    }

    @Test
    void linksAreFoundAndExempt() {
        assertEquals("[see ]L[https://a.b/x_y_z?q=*1][, ok]", described("see https://a.b/x_y_z?q=*1, ok"));
    }

    @Test
    void aLinkEndsBeforeTheEndOfTheSentenceOrBracket() {
        assertEquals("[(]L[https://a.b/c][).]", described("(https://a.b/c)."));
        assertEquals("L[https://a.b/c_(d)]", described("https://a.b/c_(d)"));
        assertEquals("L[mailto:a@b.c][!]", described("mailto:a@b.c!"));
    }

    @Test
    void onlyWebAndMailAreLinks() {
        for (String line : List.of("javascript:alert(1)", "file:///etc/passwd", "ssh://x", "http:/x", "xhttps://a.b")) {
            assertEquals("[" + line + "]", described(line));
        }
    }

    @Test
    void aLinkHoldsPrintableAsciiOnly() {
        assertEquals("L[https://ex][\u00e4mple.org]", described("https://ex\u00e4mple.org"));
    }

    @Property
    void nothingIsLostAndNothingIsAdded(@ForAll("lines") String line) {
        String together = Markup.parse(line).stream().map(Markup.Part::text).collect(Collectors.joining());
        assertEquals(line, together);
        assertTrue(Markup.parse(line).stream().noneMatch(part -> part.text().isEmpty()));
    }

    @Property
    void thePaintedLineStripsToTheLineItself(@ForAll("lines") String line) {
        String safe = SafeText.of(line);
        ChatLine chat = new ChatLine(Conversation.room("lab3"), "omar", safe, "open", Role.OTHERS);
        String painted = new Palette(true, true).chat("10:02", chat);
        String plain = new Palette(false, false).chat("10:02", chat);
        assertEquals("10:02 #lab3 omar: " + safe + "  (open)", plain);
        assertEquals(plain, Palette.strip(painted));
        assertEquals(Palette.strip(painted), Palette.strip(Palette.strip(painted)));
        assertFalse(plain.contains("\u001b"));
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> pieces = Arbitraries.of(
                "*",
                "~",
                "_",
                "`",
                " ",
                "a",
                "B",
                "7",
                "\u00e4",
                ".",
                ")",
                "(",
                "/",
                "https://a.b/c_d",
                "mailto:x@y",
                "http://",
                "\u001b[31m",
                "\ud83d\ude00",
                "\ud835\udc00",
                "\u202e",
                "\ud83d\udc68\u200d\ud83d\udc69",
                "\u0645\u06cc\u200c\u062e",
                "\u0915\u094d\u200d\u0937",
                "\u200d",
                "\u200c",
                "\u001b]8;;x\u001b\\",
                "\n");
        return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
    }
}
