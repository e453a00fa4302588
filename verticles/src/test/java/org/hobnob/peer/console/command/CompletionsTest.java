package org.hobnob.peer.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    @BeforeEach
    void others() {
        dana.peer.withOnline("amir", "zoe").withRoom("aula", Optional.empty(), "amir");
        dana.type("/create lab3");
    }

    private List<String> offered(String... words) {
        Completions completions = new Completions(dana.session, new Commands(dana.session, () -> {}));
        return completions.of(List.of(words), words.length - 1).result().stream()
                .map(Completions.Completion::word)
                .toList();
    }

    @Test
    void commandsTakeWhatTheirArgumentsSay() {
        assertEquals(List.of("amir", "zoe"), offered("/verify", ""));
        assertEquals(List.of("yes"), offered("/verify", "amir", ""));
        assertEquals(List.of("lab3", "aula"), offered("/join", ""));
        assertEquals(List.of("sealed", "open"), offered("/join", "aula", ""));
        assertEquals(List.of("lab3"), offered("/leave", ""));
        assertEquals(List.of("#lab3", "+", "-"), offered("/switch", ""));
        assertTrue(offered("/help", "").containsAll(List.of("join", "query")));
        assertTrue(offered("/set", "").contains("bell"));
        assertEquals(List.of("minutes", "seconds", "date", "none", "-"), offered("/set", "times", "se"));
        assertEquals(List.of("on", "off", "-"), offered("/set", "bell", ""));
        assertEquals(List.of("-"), offered("/set", "keywords", ""));
        assertEquals(List.of(), offered("/set", "nothing", ""));
        assertEquals(List.of(), offered("/who", ""));
    }

    @Test
    void signThatWasTypedStays() {
        assertEquals(List.of("@amir", "@zoe"), offered("/msg", "@"));
        assertEquals(List.of("#lab3", "#aula"), offered("/join", "#a"));
        assertEquals(List.of("lab3", "+", "-"), offered("/switch", "l"));
    }

    @Test
    void namesWithinATextAreCompleted() {
        assertEquals(List.of("amir", "zoe"), offered("hi", "a"));
        assertEquals(List.of("@amir", "@zoe"), offered("@"));
        assertEquals(List.of("#lab3", "#aula"), offered("/msg", "amir", "see", "#"));
        assertEquals(List.of(), offered("hi", ""));
    }

    @Test
    void aliasesAreOfferedWhereNoNameBeginsSo() {
        assertTrue(offered("/pa").contains("/passwd"));
        assertTrue(offered("/dm").contains("/dm"));
        assertEquals(List.of(), offered("/nothing", "x"));
    }
}
