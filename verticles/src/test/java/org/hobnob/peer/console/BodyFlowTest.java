package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** What a message says besides its text: actions, replies, when it was said. */
class BodyFlowTest {
    private static final long TWO_PAST_TEN = FlowFixture.TWO_PAST_TEN.millis();

    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject direct(String text) {
        return new JsonObject()
                .put("user", "omar")
                .put("id", id(text))
                .put("text", text)
                .put("path", "tcp")
                .put("verified", true);
    }

    private static String id(String text) {
        return "%032x".formatted(text.hashCode() & 0xffffffffL);
    }

    private static JsonObject inRoom(String text) {
        return new JsonObject()
                .put("room", "lab")
                .put("user", "omar")
                .put("id", id(text))
                .put("text", text)
                .put("path", "multicast");
    }

    private void chatWithOmar() {
        dana.peer.withOnline("omar");
        dana.type("/msg omar").prompts("@omar> ").clear();
    }

    @Test
    void actionIsSentWithTheTextForEarlierPeers() {
        chatWithOmar();
        dana.type("/me waves")
                .asked("message {\"user\":\"omar\",\"text\":\"* dana waves\",\"action\":true}")
                .sees("[@omar] * dana waves");
    }

    @Test
    void actionInARoomIsShownWithoutAName() {
        dana.peer.withRoom("lab", Optional.empty(), "omar");
        dana.type("/join lab").clear();
        dana.type("/me waves")
                .asked("say {\"room\":\"lab\",\"text\":\"* dana waves\",\"action\":true}")
                .sees("[#lab] * dana waves");
        dana.hear("room-text", inRoom("* omar nods").put("action", true)).sees("[#lab] * omar nods");
    }

    @Test
    void textLikeAnActionIsShownAsWords() {
        dana.hear("room-text", inRoom("* omar nods")).sees("[#lab] omar: * omar nods");
    }

    @Test
    void replyQuotesTheLastMessage() {
        chatWithOmar();
        dana.hear("direct", direct("one")).hear("direct", direct("two"));
        dana.type("/reply yes")
                .asked("\"replyTo\":{\"user\":\"omar\",\"id\":\"" + id("two") + "\",\"quote\":\"two\"}")
                .sees("[@omar] you: (re omar: two) yes");
    }

    @Test
    void replyMayGoFurtherBack() {
        chatWithOmar();
        dana.hear("direct", direct("one")).hear("direct", direct("two"));
        dana.type("/re ^2 yes").asked("\"quote\":\"one\"");
        dana.clear().type("/re ^3 yes").askedNot("message").sees("!! there is no such message");
        dana.clear().type("/re ^2").askedNot("message").sees("!! usage: /reply [^NUMBER] TEXT");
    }

    @Test
    void replyIsToTheConversationAtHand() {
        chatWithOmar();
        dana.hear("room-text", inRoom("elsewhere"));
        dana.type("/reply yes").askedNot("message").sees("!! there is no such message of anybody else in @omar");
    }

    @Test
    void quoteIsSafeToShow() {
        dana.hear(
                        "direct",
                        direct("yes")
                                .put(
                                        "replyTo",
                                        new JsonObject()
                                                .put("user", "dana")
                                                .put("id", id("a"))
                                                .put("quote", "a\u001b[2Jb")))
                .sees("[@omar] (re dana: a\uFFFD[2Jb) yes");
    }

    @Test
    void messageThatWaitedTellsWhenItWasSaid() {
        dana.hear("direct", direct("now").put("saidAt", TWO_PAST_TEN - 59_000)).sees("[@omar] now  (tcp, verified)");
        dana.hear("direct", direct("then").put("saidAt", TWO_PAST_TEN - 120_000))
                .sees("[@omar] then  (tcp, verified, said 10:00)");
        dana.hear("direct", direct("before").put("saidAt", TWO_PAST_TEN - 86_400_000))
                .sees("[@omar] before  (tcp, verified, said 2026-01-04 10:02)");
        dana.hear("direct", direct("ahead").put("saidAt", TWO_PAST_TEN + 86_400_000))
                .sees("[@omar] ahead  (tcp, verified)");
    }

    @Test
    void unreadableMessageIsNamed() {
        dana.hear("direct", direct("").put("unreadable", true))
                .sees("[@omar] [a message that this version cannot read");
    }
}
