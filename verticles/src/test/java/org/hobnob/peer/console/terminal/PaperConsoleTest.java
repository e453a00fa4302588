package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.hobnob.peer.HostileTexts;
import org.hobnob.peer.console.TerminalFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person whose terminal is read like paper: what stands there is never changed. */
class PaperConsoleTest {
    private final TerminalFixture dana = TerminalFixture.paper(60, 200);

    @AfterEach
    void close() {
        dana.close();
    }

    private void inRoom() {
        dana.type("/login dana", "password (not shown): ").type("secret", "Main Menu");
        dana.endsWith("Choice: ").type("/create lab3", "#lab3 created").endsWith("#lab3> ");
    }

    private void hear(String text) {
        dana.hear(
                "room-text",
                new JsonObject()
                        .put("room", "lab3")
                        .put("user", "omar")
                        .put("text", text)
                        .put("path", "multicast"));
    }

    private void shows(String... lines) {
        dana.awaitShown(String.join("\n", lines), shown -> Collections.indexOfSubList(shown, List.of(lines)) >= 0);
    }

    @Test
    void passwordsAreNotShown() {
        inRoom();
        assertFalse(dana.raw().contains("secret"));
        assertTrue(dana.lines().contains("Choice: /create lab3"));
    }

    @Test
    void ownLineStandsThereOnce() {
        inRoom();
        dana.keys("hello\r");
        dana.see("everybody in #lab3 has it");
        hear("hi");
        shows("10:02 #lab3 omar: hi");
        assertEquals(
                1, dana.lines().stream().filter(line -> line.contains("hello")).count());
    }

    @Test
    void promptIsNotRepeatedAfterEachLineOfOthers() {
        inRoom();
        hear("one");
        hear("two");
        hear("three");
        shows("#lab3>", "10:02 #lab3 omar: one", "10:02 #lab3 omar: two", "10:02 #lab3 omar: three");
    }

    @Test
    void questionIsRepeatedWhenALineComesBetween() {
        inRoom();
        dana.type("/menu", "Choice: ").endsWith("Choice: ").keys("2\r").endsWith("name of the user: ");
        hear("one");
        shows("10:02 #lab3 omar: one", "name of the user:");
    }

    @Test
    void qLeavesTheConversation() {
        inRoom();
        dana.type("q", "left #lab3").endsWith("Choice: ");
        assertFalse(dana.wasAsked("say"));
    }

    @Test
    void chatIsAskedForAndNotTakenByItself() {
        inRoom();
        dana.hear("chat-request", new JsonObject().put("user", "omar")).see("omar asks for a one-to-one chat");
        assertFalse(dana.wasAsked("answer"));
    }

    @Test
    void newTargetOfTheNextLineIsTold() {
        inRoom();
        dana.hear(
                "room-event",
                new JsonObject()
                        .put("room", "lab3")
                        .put("user", "dana")
                        .put("event", "kicked")
                        .put("by", "omar"));
        dana.endsWith("Choice: ");
    }

    @Test
    void nothingMovesTheCursorOrColoursText() {
        inRoom();
        HostileTexts.all().forEach(this::hear);
        hear("a long line that is longer than the sixty columns of this terminal, so it wraps");
        shows(
                "10:02 #lab3 omar: a long line that is longer than the sixty",
                "      columns of this terminal, so it wraps");
        assertFalse(dana.raw().contains("\u001b"));
        HostileTexts.assertHarmless(dana.raw());
    }

    @Test
    void promptIsNotRepeatedAfterWhatIsSaid() {
        inRoom();
        dana.type("hello", "everybody in #lab3 has it").type("/names", "dana");
        dana.endsWith("#lab3> ");
        assertEquals(
                2,
                dana.lines().stream().filter(line -> line.startsWith("#lab3>")).count());
    }

    @Test
    void marksAreNotThereAndErrorsSayThatTheyAre() {
        inRoom();
        dana.type("/nonsense", "Error: unknown command /nonsense");
        assertTrue(dana.lines().stream().noneMatch(line -> line.startsWith("-")));
    }

    @Test
    void ctrlCTwiceQuits() {
        inRoom();
        dana.interrupt().see("Ctrl-C once more quits").endsWith("#lab3> ").interrupt();
        assertEquals(PersonConsole.End.INTERRUPTED, dana.awaitEnd());
        assertTrue(dana.wasAsked("logout"));
    }
}
