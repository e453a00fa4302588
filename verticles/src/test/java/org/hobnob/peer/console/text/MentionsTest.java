package org.hobnob.peer.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.hobnob.peer.console.text.Mentions.Span;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static int count(String line) {
        return new Mentions("dana", List.of("the printer", "c++", "ÄRGER", "  ", "-"))
                .in(line)
                .size();
    }

    @Test
    void nameIsFoundAsAWholeWordInAnyCase() {
        for (String line :
                List.of("dana", "hi Dana!", "DANA: yes", "(dana)", "dana's", "dana,dana2", "x dana-", "-dana")) {
            assertEquals(1, count(line), line);
        }
        for (String line :
                List.of("danas", "bandana", "dana2", "dana_x", "_dana", "dana-marie", "marie-dana", "danaé")) {
            assertEquals(0, count(line), line);
        }
    }

    @Test
    void signBeforeTheNameBelongsToIt() {
        assertEquals(List.of(new Span(3, 8)), new Mentions("dana", List.of()).in("hi @dana"));
        assertEquals(List.of(new Span(0, 4), new Span(5, 9)), new Mentions("dana", List.of()).in("dana dana"));
    }

    @Test
    void keywordsMayBeSeveralWordsOrHaveSigns() {
        assertEquals(1, count("is The Printer free?"));
        assertEquals(1, count("C++ rocks"));
        assertEquals(1, count("viel ärger"));
        assertEquals(0, count("the printers"));
        assertEquals(0, count("- - -"));
    }

    @Test
    void nothingIsFoundWithoutWords() {
        assertEquals(List.of(), new Mentions("", List.of()).in(" *any* @ line "));
    }

    @Test
    void longLinesAndManyKeywordsAreBounded() {
        String line = "x ".repeat(Mentions.MOST_CHARACTERS) + "dana";
        assertEquals(List.of(), new Mentions("dana", Collections.nCopies(10_000, "none")).in(line));
        List<String> many = Collections.nCopies(Mentions.MOST_KEYWORDS, "none");
        assertEquals(1, new Mentions("dana", many).in("dana").size());
    }
}
