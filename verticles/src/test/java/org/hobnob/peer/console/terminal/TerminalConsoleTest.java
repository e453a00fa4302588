package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.hobnob.peer.HostileTexts;
import org.hobnob.peer.console.TerminalFixture;
import org.hobnob.peer.console.TestTerminal;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.screen.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The console on a terminal, in memory. */
class TerminalConsoleTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    private TerminalFixture dana = new TerminalFixture(new Appearance(true, true));

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

    private static JsonObject said(String room, String text) {
        return new JsonObject()
                .put("room", room)
                .put("user", "omar")
                .put("text", text)
                .put("path", "multicast");
    }

    @Test
    void yesOrNoIsRepeatedAndEnterMeansNo() {
        String question = "Trust it? [y/N] ";
        for (String[] answers :
                new String[][] {{"y\r", "true"}, {"\r", "false"}, {"N\r", "false"}, {CTRL_D, "false"}}) {
            try (TestTerminal nour = new TestTerminal(new Appearance(false, false), FlowFixture.TWO_PAST_TEN)) {
                var trusts = nour.before(console -> console.askWhether(question));
                nour.endsWith(question).keys("maybe\r").see("!! answer y or n; Enter is n");
                nour.endsWith(question).keys(answers[0]);
                assertEquals(
                        Boolean.valueOf(answers[1]),
                        trusts.orTimeout(20, TimeUnit.SECONDS).join());
            }
        }
    }

    @Test
    void whatIsTypedBeforeTheQuestionDoesNotAnswerIt() {
        String question = "Trust it? [y/N] ";
        try (TestTerminal nour = new TestTerminal(new Appearance(false, false), FlowFixture.TWO_PAST_TEN)) {
            nour.keys("\r\rn\r");
            var trusts = nour.before(console -> console.askWhether(question));
            nour.endsWith(question).keys("y\r");
            assertTrue(trusts.orTimeout(20, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void aWordIsCompletedToWhatTheCommandTakes() {
        dana.peer.withOnline("amir").withRoom("aula", Optional.empty(), "amir");
        inRoom();
        dana.complete("/msg a", "#lab3> /msg amir ").complete("\u0015/join #a", "#lab3> /join #aula ");
        dana.complete("\u0015hi @a", "#lab3> hi @amir ");
    }

    @Test
    void incomingLinesAppearAboveTheInput() {
        inRoom();
        dana.keys("hello th").endsWith("#lab3> hello th");
        dana.hear("room-text", said("lab3", "good morning")).see("10:02 #lab3 omar: good morning");
        dana.endsWith("#lab3> hello th");
        for (int i = 0; i < 50; i++) {
            dana.hear("room-text", said("lab3", "line " + i));
        }
        dana.see("line 49").endsWith("#lab3> hello th").keys("ere\r");
        Awaitility.await().until(() -> dana.wasAsked("say {\"room\":\"lab3\",\"text\":\"hello there\"}"));
    }

    @Test
    void keysGoToTheConversationBesideThisOne() {
        inRoom();
        dana.hear("room-text", said("help", "?")).endsWith("[#help 1] #lab3> ");
        dana.hear("room-text", said("aula", "?")).endsWith("[#help 1] [#aula 1] #lab3> ");
        dana.keys("x\u000e").endsWith("[#aula 1] #help> x");
        dana.keys("\u0010").endsWith("[#aula 1] #lab3> x").keys("\u0010").endsWith("#aula> x");
        dana.keys("\u000e").endsWith("#lab3> x");
    }

    @Test
    void typedLinesAreFoundAgain() {
        inRoom();
        dana.type("the printer is free", "you: the printer").endsWith("#lab3> ");
        dana.type("hello", "you: hello").endsWith("#lab3> ");
        dana.keys("\u001bOA\u001bOA").endsWith("#lab3> the printer is free");
        dana.keys("\u0015\u0012prin").awaitShown("search", lines -> lines.contains("bck-i-search: prin_"));
        dana.keys("\u0005").endsWith("#lab3> the printer is free");
    }

    @Test
    void whatIsSaidByACommandIsShownOnce() {
        inRoom();
        dana.type("/me waves", "* dana waves").endsWith("#lab3> ");
        assertEquals(
                1, dana.lines().stream().filter(line -> line.contains("waves")).count());
    }

    @Test
    void thePromptFollowsWhileALineIsTyped() {
        inRoom();
        dana.keys("half").endsWith("#lab3> half");
        dana.hear("room-text", said("help", "?")).endsWith("[#help 1] #lab3> half");
        dana.keys("\u001b2").endsWith("#help> half");
        dana.keys(" done\r");
        Awaitility.await().until(() -> dana.wasAsked("say {\"room\":\"help\",\"text\":\"half done\"}"));
    }

    @Test
    void passwordsAreNeverEchoed() {
        dana.type("1", "username: ").type("lena", "password (not shown): ");
        dana.type("s3cr3t-words", "again: ").type("s3cr3t-words", "Logged in as lena.");
        assertFalse(dana.raw().contains("s3cr3t-words"));
        // Nor are they what the arrow up brings back.
        dana.endsWith("Choice: ").keys("\u001bOA\u001bOA\u001bOA").endsWith("Choice: ");
        assertFalse(dana.raw().contains("s3cr3t-words"));
    }

    @Test
    void passwordTypedAheadIsNotEchoed() {
        Promise<Void> gate = Promise.promise();
        dana.peer.gate = gate.future();
        dana.type("/login dana", "password (not shown): ").keys("wrong\r");
        Awaitility.await().until(() -> dana.wasAsked("login"));
        dana.keys("dana\rs3cr3t-words\r");
        gate.complete();
        Awaitility.await().until(() -> TestTerminal.plain(dana.raw()).split("wrong name", -1).length == 3);
        assertFalse(dana.raw().contains("s3cr3t-words"));
    }

    @Test
    void ctrlCClearsTheLineAndTwiceQuits() {
        inRoom();
        dana.keys("never mind").endsWith("#lab3> never mind").keys(CTRL_C).see("Ctrl-C once more quits");
        dana.endsWith("#lab3> ").keys("hi\r").see("you: hi");
        assertFalse(dana.wasAsked("never mind"));
        dana.endsWith("#lab3> ").keys(CTRL_C);
        Awaitility.await().until(() -> TestTerminal.plain(dana.raw()).split("once more quits", -1).length == 3);
        dana.endsWith("#lab3> ").keys(CTRL_C);
        assertEquals(TerminalConsole.End.INTERRUPTED, dana.awaitEnd());
        assertTrue(dana.wasAsked("logout"));
    }

    @Test
    void ctrlDOnAnEmptyLineAsksAndTheSecondOneQuits() {
        inRoom();
        dana.keys("x").endsWith("#lab3> x").keys(CTRL_D + "\r").see("you: x");
        String question = "End Hobnob and log out? (y/n, Enter is n): ";
        dana.endsWith("#lab3> ").keys(CTRL_D).endsWith(question).keys("\r").endsWith("#lab3> ");
        assertFalse(dana.wasAsked("logout"));
        dana.keys(CTRL_D).endsWith(question).keys(CTRL_D);
        assertEquals(TerminalConsole.End.QUIT, dana.awaitEnd());
        assertTrue(dana.wasAsked("logout"));
    }

    @Test
    void commandsAndNamesAreCompleted() {
        dana.peer.withOnline("amir").withRoom("aula", Optional.empty(), "amir");
        inRoom();
        dana.complete("/whoi", "#lab3> /whois ").complete("am", "#lab3> /whois amir ");
        dana.keys("\r").see("10.0.0.7").endsWith("#lab3> ");
        dana.complete("/join au", "#lab3> /join aula ");
    }

    @Test
    void aPasteOfSeveralLinesIsThatManyMessages() {
        inRoom();
        dana.keys("\u001b[200~one\ntwo\u001b[201~\r").see("you: one").see("you: two");
        assertTrue(dana.wasAsked("\"text\":\"one\"}"));
        assertTrue(dana.wasAsked("\"text\":\"two\"}"));
    }

    @Test
    void tooLongTextIsBroughtBackByTheUpArrow() {
        inRoom();
        String text = "x".repeat(3_499);
        dana.keys("\u001b[200~" + text + "yz\u001b[201~\r").see("too long: 3,501 of 3,500 bytes");
        dana.endsWith("#lab3> ").keys("\u001bOA\u007f\r");
        Awaitility.await().until(() -> dana.wasAsked("\"text\":\"" + text + "y\"}"));
    }

    @Test
    void joinedTextsAreShownAndSaidWhole() {
        inRoom();
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        String persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645";
        String devanagari = "\u0915\u094d\u200d\u0937";
        for (String text : List.of(family, persian, devanagari)) {
            dana.hear("room-text", said("lab3", "*so* " + text + " _ah_"));
            dana.see("omar: *so* " + text + " _ah_");
            dana.type(text, "you: " + text).endsWith("#lab3> ");
            assertTrue(dana.wasAsked("\"text\":\"" + text + "\"}"));
        }
        dana.hear("room-text", said("lab3", "a\u200db")).see("omar: a\ufffdb");
    }

    @Test
    void aPerCentSignAndAnExclamationMarkAreJustThat() {
        inRoom();
        dana.keys("50% !! off \\o/ \"quoted\r");
        Awaitility.await().until(() -> dana.wasAsked("50% !! off \\\\o/ \\\"quoted"));
    }

    @Test
    void rolesAreColouredAndNoColorMeansNone() {
        inRoom();
        assertTrue(dana.raw().contains("\u001b[32m-- Logged in as dana.\u001b[0m"));
        dana.close();
        dana = new TerminalFixture(new Appearance(false, false));
        inRoom();
        dana.hear("room-text", said("lab3", "*hi* https://a.b")).see("omar: *hi* https://a.b");
        assertFalse(Pattern.compile("\u001b\\[[0-9;]+m").matcher(dana.raw()).find());
    }

    @Test
    void privateLineRingsTheTerminalsBell() {
        inRoom();
        dana.hear("room-text", said("lab3", "dana?")).see("dana?");
        assertFalse(dana.raw().contains(Notices.BELL));
        dana.hear("direct", said("lab3", "psst")).see("psst");
        assertTrue(dana.raw().contains(Notices.BELL));
    }

    @Test
    void noEscapeOfOthersReachesTheTerminal() {
        dana.close();
        dana = new TerminalFixture(new Appearance(true, false));
        inRoom();
        // The bell that Hobnob itself rings is a control character as well.
        dana.type("/set bell off", "bell is off");
        for (String text : HostileTexts.all()) {
            dana.hear("room-text", said("lab3", text))
                    .hear("direct", said("lab3", text).put("user", text));
            dana.hear(
                    "room-event",
                    said("lab3", "").put("user", text).put("event", "joined").put("room", text));
        }
        dana.hear("room-text", said("lab3", "the end")).see("the end");
        HostileTexts.assertHarmless(dana.raw());
    }
}
