package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.peer.HostileTexts;
import org.hobnob.peer.console.TerminalFixture;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands on the screen of a terminal of a usual size. */
class ScreenTest {
    private static final String PASTE = "\u001b[200~%s\u001b[201~";

    private TerminalFixture dana = new TerminalFixture(60, 20);

    @AfterEach
    void close() {
        dana.close();
    }

    private void inRoom() {
        dana.type("/login dana", "password (not shown): ")
                .type("secret", "Main Menu")
                .endsWith("Choice: ");
        dana.type("/create lab3", "#lab3 created").endsWith("#lab3> ");
    }

    private void hear(String text) {
        dana.hear("room-text", said(text));
    }

    private static JsonObject said(String text) {
        return new JsonObject()
                .put("room", "lab3")
                .put("user", "omar")
                .put("text", text)
                .put("path", "multicast");
    }

    private void shows(String... last) {
        List<String> wanted = List.of(last);
        dana.awaitShown(
                String.join("\n", wanted),
                lines -> lines.size() >= wanted.size()
                        && lines.subList(lines.size() - wanted.size(), lines.size())
                                .equals(wanted));
    }

    @Test
    void longLinesBreakBetweenWordsAndHang() {
        inRoom();
        hear("the printer on the second floor is free again, and so is the scanner beside it");
        shows(
                "10:02 #lab3 omar: the printer on the second floor is free",
                "      again, and so is the scanner beside it",
                "#lab3>");
    }

    @Test
    void noTextLooksLikeALineOfSomebodyElse() {
        inRoom();
        String forged = "10:02 #lab3 hob: I resign";
        for (int blanks = 0; blanks < 60; blanks++) {
            hear("x" + " ".repeat(blanks) + forged);
        }
        for (String text : HostileTexts.all()) {
            hear(text);
        }
        hear("the end");
        dana.see("the end");
        assertTrue(dana.lines().stream().noneMatch(line -> line.startsWith(forged)));
        HostileTexts.assertHarmless(dana.raw());
    }

    @Test
    void clearLeavesOnePrompt() {
        inRoom();
        // The line of the command is shown above, and cleared with all else.
        dana.keys("/clear\r");
        dana.awaitShown("one prompt", List.of("#lab3>")::equals);
        hear("hi");
        shows("10:02 #lab3 omar: hi", "#lab3>");
        assertEquals(2, dana.shown().size());
    }

    @Test
    void pasteFillsTheLineAndEnterEndsIt() {
        inRoom();
        dana.keys(String.format(PASTE, "one\rtwo\r\nthree\r"));
        shows("#lab3> one", "two", "three");
        dana.hear("room-text", said("meanwhile"));
        shows("10:02 #lab3 omar: meanwhile", "#lab3> one", "two", "three");
        assertFalse(dana.wasAsked("say"));
        dana.keys("\r").see("you: three");
    }

    @Test
    void pasteWhileNoLineIsReadIsAPasteToo() {
        dana.type("/login dana", "password (not shown): ").keys("secret\r" + String.format(PASTE, "7\r7\r"));
        dana.see("Main Menu");
        shows("Choice: 7", "7");
        assertFalse(dana.wasAsked("logout"));
    }

    @Test
    void nothingThatWasPastedControlsTheTerminal() {
        inRoom();
        dana.keys(String.format(PASTE, "a\u001b]0;x\u0007\u009b2Jb\u0008c"));
        shows("#lab3> a]0;x2Jbc");
        HostileTexts.assertHarmless(dana.raw());
    }

    @Test
    void ctrlCWithinAPasteRunsNothingOfIt() {
        inRoom();
        dana.keys("\u001b[200~one\r").interrupt().keys("/leave\rq\r\u001b[201~").see("Ctrl-C once more quits");
        dana.keys("\u0015hi\r").see("you: hi");
        assertFalse(dana.wasAsked("leave"));
    }

    @Test
    void longPasteIsCutAndThatIsTold() {
        inRoom();
        dana.keys(String.format(PASTE, "x".repeat(LineEditor.MOST_PASTED + 1)));
        dana.see("the paste was too long: only its first").keys("\r").see("too long: 65,536 of 3,500 bytes");
    }

    @Test
    void typedLineStaysWhenTheWindowChanges() {
        inRoom();
        hear("the printer on the second floor is free again");
        dana.keys("hello there, this is typed");
        shows("#lab3> hello there, this is typed");
        dana.resize(40, 20);
        dana.keys(" on");
        shows("#lab3> hello there, this is typed on");
        hear("the printer on the second floor is free again");
        shows(
                "10:02 #lab3 omar: the printer on the",
                "      second floor is free again",
                "#lab3> hello there, this is typed on");
        dana.resize(70, 20).keys("\r").see("you: hello there, this is typed on");
    }

    @Test
    void terminalOfUnknownSizeIsUsable() {
        dana.close();
        dana = new TerminalFixture(Size.of(80, 24), Size.of(0, 0));
        inRoom();
        hear("the printer on the second floor is free again, and so is the scanner beside it");
        dana.keys("hello").endsWith("#lab3> hello");
        hear("bye");
        dana.see("omar: bye").endsWith("#lab3> hello");
        dana.keys("\u0015hi\r").see("you: hi");
        Awaitility.await().until(() -> dana.wasAsked("say {\"room\":\"lab3\",\"text\":\"hi\"}"));
        assertTrue(dana.lines().contains("      scanner beside it"), () -> String.join("\n", dana.lines()));
    }

    @Test
    void wideAndCombiningCharactersKeepTheCursorInItsPlace() {
        inRoom();
        dana.keys("漢字 e\u0301t\u0301e ab").endsWith("#lab3> 漢字 e\u0301t\u0301e ab");
        dana.keys("\u007f\u007f\u007fx").endsWith("#lab3> 漢字 e\u0301t\u0301ex");
        dana.keys("\u0001\u0004").endsWith("#lab3> ");
        shows("#lab3> 字 e\u0301t\u0301ex");
    }

    @Test
    void floodOfLinesDoesNotDisturbTyping() {
        inRoom();
        String typed = "";
        for (String key : "still typing".split("")) {
            for (int i = 0; i < 100; i++) {
                hear("line " + i + " behind «" + typed + "»");
            }
            dana.keys(key);
            typed += key;
            dana.endsWith("#lab3> " + typed);
        }
        dana.see("line 99 behind «still typin»")
                .endsWith("#lab3> still typing")
                .keys("\r")
                .see("you: still typing");
        String all = String.join("\n", dana.lines());
        for (int i = 0; i < 100; i++) {
            assertTrue(all.contains("omar: line " + i + " behind «still»"), "line " + i);
        }
    }
}
