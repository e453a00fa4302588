package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void textBecomesNoMarkup() {
        assertEquals(
                "<p title=\"&quot;&#39;\">&lt;script&gt;&amp;lt;</p>",
                Html.of("<p title=\"{}\">{}</p>", "\"'", "<script>&lt;").markup());
    }

    @Test
    void invisibleCharactersAreReplaced() {
        assertEquals("a\uFFFDb\uFFFDc", Html.of("{}", "a\u202Eb\u0000c").markup());
    }

    @Test
    void markupIsPutInAsItIs() {
        assertEquals("<b>x</b>", Html.of("<b>{}</b>", Html.of("{}", "x")).markup());
        assertEquals(
                "<i>1</i><i>2</i>",
                Html.each(List.of(1, 2), number -> Html.of("<i>{}</i>", number)).markup());
    }

    /** Else a value with braces in it would take the hole of the next. */
    @Test
    void valuesHaveNoHoles() {
        assertEquals("{} x", Html.of("{} {}", "{}", "x").markup());
    }

    @Test
    void eachValueHasItsHole() {
        assertThrows(IllegalArgumentException.class, () -> Html.of("{}"));
        assertThrows(IllegalArgumentException.class, () -> Html.of("", "x"));
    }
}
