package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.settings.PeerKey;
import org.junit.jupiter.api.Test;

/** Which lines a person sees at once, which only count, and what is shown on the way back. */
class AttentionFlowTest {
    private final FlowFixture dana =
            FlowFixture.loggedIn().type("/create help", "/create aula").clear();

    private static JsonObject inRoom(String room, String text) {
        return new JsonObject()
                .put("room", room)
                .put("user", "omar")
                .put("text", text)
                .put("path", "multicast");
    }

    private FlowFixture hears(String room, String text) {
        return dana.hear("room-text", inRoom(room, text));
    }

    private FlowFixture writes(String user, String text) {
        return dana.hear(
                "direct", new JsonObject().put("user", user).put("text", text).put("path", "tcp"));
    }

    @Test
    void mentionsCountAndAreNoted() {
        hears("help", "one").sees("[#help] omar: one  (multicast)");
        hears("help", "@Dana two").sees("[#help] omar: @Dana two  (multicast, mention)");
        dana.prompts("[#help 1!2] #aula> ");
        dana.type("/switch").sees("   1  #help  2 unread, 1 mentions you");
    }

    @Test
    void keywordsAreMentions() {
        dana.type("/set keywords printer, fire");
        hears("help", "the PRINTER burns").prompts("[#help 1!1] #aula> ");
        hears("aula", "fire!").sees("omar: fire!  (multicast, mention)").prompts("[#help 1!1] #aula> ");
    }

    @Test
    void nextGoesToPrivateLinesAndMentionsFirst() {
        dana.type("/create lab", "/switch aula");
        hears("help", "one");
        hears("lab", "dana?");
        writes("amir", "hi");
        dana.prompts("[#lab 1!1] [@amir 1] [#help 1] #aula> ");
        dana.type("/next").prompts("[@amir 1] [#help 1] #lab> ");
        dana.type("/next").prompts("[#help 1] @amir> ");
        dana.type("/next").prompts("#help> ");
    }

    @Test
    void linesThatStandTogetherAboveAreNotRepeated() {
        hears("help", "one");
        hears("help", "two");
        dana.clear().type("/switch help");
        assertEquals("-!- 2 new lines in #help since 10:02, above", dana.screen.get(0));
        dana.seesNot("omar:");
    }

    @Test
    void scatteredLinesAreShownAgainOnTheWayBack() {
        hears("help", "one");
        hears("aula", "elsewhere");
        hears("help", "two, dana");
        dana.clear()
                .type("/switch help")
                .seesInOrder(
                        "-!- 2 new lines in #help since 10:02, 1 mentions you:",
                        "[#help] omar: one  (multicast)",
                        "[#help] omar: two, dana  (multicast, mention)");
        dana.clear().type("/switch aula", "/switch help").seesNot("new line");
    }

    @Test
    void settingSaysHowManyLinesAreShownAgain() {
        dana.type("/set new-lines 2");
        for (String text : new String[] {"one", "two", "three"}) {
            hears("help", text);
        }
        hears("aula", "elsewhere").clear().type("/switch help");
        dana.seesInOrder(
                "-!- 3 new lines in #help since 10:02; 2 of them:",
                "[#help] omar: two  (multicast)",
                "[#help] omar: three  (multicast)");
        dana.seesNot("omar: one").type("/set new-lines 0", "/switch aula");
        hears("help", "four");
        hears("aula", "elsewhere").clear().type("/switch help").seesNot("four");
    }

    @Test
    void mutedConversationsOnlyCountUntilEntered() {
        dana.type("/mute #help").sees("-- #help: while you are elsewhere, its lines only count");
        hears("help", "psst dana").seesNot("psst").prompts("[#help 1!1] #aula> ");
        dana.type("/set new-lines 0", "/next")
                .seesInOrder(
                        "-!- 1 new line in #help since 10:02, 1 mentions you:",
                        "[#help] omar: psst dana  (multicast, mention)");
        hears("help", "here").sees("omar: here");
        dana.type("/unmute", "/switch aula");
        hears("help", "again").sees("omar: again");
    }

    private FlowFixture comesOrGoes(String event, String kind) {
        return dana.hear(
                "room-event",
                new JsonObject()
                        .put("room", "help")
                        .put("user", "carl")
                        .put("event", event)
                        .put("kind", kind));
    }

    @Test
    void mutedRoomsTellOnlyWhoCanReadThemNow() {
        dana.type("/mute #help").clear();
        comesOrGoes("left", "sealed");
        comesOrGoes("joined", "open").seesNot("carl");
        comesOrGoes("joined", "sealed").sees("-!- #help: carl joined and can read it from now on");
        dana.clear().type("/switch help");
        comesOrGoes("left", "sealed").sees("-!- #help: carl left");
    }

    @Test
    void levelMentionsShowsMentionsOnly() {
        dana.type("/notify help mentions").sees("-- #help: while you are elsewhere, only lines that mention you");
        hears("help", "chatter").seesNot("chatter");
        hears("help", "dana!").sees("omar: dana!").prompts("[#help 1!2] #aula> ");
        dana.type("/notify @amir none");
        writes("amir", "spam").seesNot("spam").prompts("[#help 1!2] [@amir 1] #aula> ");
        assertEquals("#help=mentions,@amir=none", dana.session.settings().text(PeerKey.LEVELS));
    }

    @Test
    void privateLinesAndMentionsRingTheBell() {
        hears("help", "chatter");
        assertEquals(List.of(), dana.alerts);
        hears("help", "dana, look");
        assertEquals(List.of("#help omar: dana, look"), dana.alerts);
        // Three seconds have not passed.
        writes("amir", "psst");
        assertEquals(1, dana.alerts.size());
    }

    @Test
    void privateLineRingsTheBell() {
        writes("amir", "psst");
        assertEquals(List.of("amir: psst"), dana.alerts);
    }

    @Test
    void changeOfTheBellIsTriedAtOnce() {
        dana.type("/set bell off", "/set notifications off");
        assertEquals(List.of(), dana.alerts);
        dana.type("/set bell on", "/set notifications auto").sees("-!- A notification was sent just now.");
        assertEquals(2, dana.alerts.size());
    }

    @Test
    void membersAreListedBelowTheTopic() {
        dana.type("/topic broken printers", "/names").sees("  topic: broken printers");
    }

    @Test
    void requestForAChatRingsTheBell() {
        dana.hear("chat-request", new JsonObject().put("user", "amir"));
        assertEquals(List.of("amir: asks for a chat"), dana.alerts);
    }

    @Test
    void conversationInViewAndMutedOnesRingNoBell() {
        hears("aula", "dana!");
        dana.type("/mute help");
        hears("help", "dana!");
        assertEquals(List.of(), dana.alerts);
    }

    @Test
    void notifyListsLevelsAndRefusesWhatIsNone() {
        dana.type("/set notify mentions", "/notify #aula all", "/notify @carl none", "/notify")
                .sees("  #help                mentions  (as usual)")
                .sees("  #aula                all")
                .sees("  @carl                none");
        dana.type("/notify aula").type("/notify nobody none").sees("!! there is no conversation nobody");
        dana.type("/notify aula loud").sees("!! usage: /notify");
        dana.type("/notify aula -").sees("-- #aula: while you are elsewhere, only lines that mention you");
        dana.type("/menu", "/mute").sees("!! You are in no conversation");
    }
}
