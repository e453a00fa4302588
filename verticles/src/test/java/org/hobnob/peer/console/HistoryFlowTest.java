package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** What a person sees of earlier sessions. The clock stands at 10:02 on 2026-01-05. */
class HistoryFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject line(long number, String at, String text) {
        return new JsonObject()
                .put("line", number)
                .put("conversation", "@omar")
                .put("user", "omar")
                .put("at", Instant.parse(at).toEpochMilli())
                .put("text", text)
                .put("id", "%032x".formatted(number))
                .put("state", "heard");
    }

    private static JsonObject own(JsonObject line, String state) {
        return line.put("own", true).put("user", "dana").put("state", state);
    }

    private static JsonObject lines(JsonObject... lines) {
        return new JsonObject().put("lines", new JsonArray(List.of(lines)));
    }

    private String askedLast() {
        return dana.peer.askedOfHistory.get(dana.peer.askedOfHistory.size() - 1);
    }

    private void hasEarlierLines() {
        dana.peer.withOnline("omar");
        dana.peer.history.put(
                "open",
                lines(
                                line(1, "2026-01-03T09:00:00Z", "old"),
                                own(line(2, "2026-01-03T09:01:00Z", "mine"), "queued"),
                                line(3, "2026-01-05T08:00:00Z", "fresh"))
                        .put("seen", 2)
                        .put("seenAt", Instant.parse("2026-01-03T09:02:00Z").toEpochMilli()));
    }

    @Test
    void openedConversationShowsItsLastLinesAndWhatIsNew() {
        hasEarlierLines();
        dana.type("/msg omar")
                .seesInOrder(
                        "-!- the last 3 lines in @omar; /history shows more",
                        "  2026-01-03:",
                        "[@omar] old",
                        "[@omar] you: mine  (queued)",
                        "-!- new since you were here, 2026-01-03 09:02:",
                        "  2026-01-05:",
                        "[@omar] fresh");
    }

    @Test
    void lastLinesAreShownOncePerSession() {
        hasEarlierLines();
        dana.type("/msg omar", "/menu").clear().type("/msg omar").seesNot("old");
    }

    @Test
    void lastLineOfAnEarlierSessionCanBeAnswered() {
        hasEarlierLines();
        dana.type("/msg omar", "/reply at last").asked("\"quote\":\"fresh\"");
    }

    @Test
    void withoutHistoryNothingIsSaidWhenAConversationIsOpened() {
        dana.peer.withOnline("omar");
        dana.peer.history.put("open", new JsonObject().put("trouble", "nothing is kept"));
        dana.type("/msg omar").prompts("@omar> ").seesNot("kept");
    }

    @Test
    void chatsOfEarlierSessionsAreOpenAgain() {
        FlowFixture again = new FlowFixture();
        again.peer.accounts.put("dana", FlowFixture.hash("secret"));
        again.peer.history.put(
                "talks",
                new JsonObject()
                        .put(
                                "talks",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("conversation", "@omar")
                                                .put("open", true))
                                        .add(new JsonObject()
                                                .put("conversation", "@lea")
                                                .put("open", false))
                                        .add(new JsonObject()
                                                .put("conversation", "#lab")
                                                .put("open", true))));
        again.type("2", "dana", "secret", "/switch")
                .sees("1  @omar")
                .seesNot("@lea")
                .seesNot("#lab");
    }

    @Test
    void historyAsksForWhatIsMeant() {
        dana.type("/history").sees("you are at a menu");
        dana.type("/history @omar 50");
        assertEquals("lines {\"most\":50,\"conversation\":\"@omar\"}", askedLast());
        dana.type("/history omar since 2h");
        long twoHours = Instant.parse("2026-01-05T08:02:00Z").toEpochMilli();
        assertTrue(askedLast().contains("\"since\":" + twoHours), askedLast());
        dana.type("/history #lab since 2026-01-04");
        long day = Instant.parse("2026-01-04T00:00:00Z").toEpochMilli();
        assertTrue(askedLast().contains("\"since\":" + day) && askedLast().contains("#lab"), askedLast());
        dana.clear().type("/history omar since ever").sees("usage: /history");
    }

    @Test
    void lineTellsWhenItWasSaidAndWhenItCame() {
        dana.peer.history.put(
                "lines",
                lines(line(1, "2026-01-05T09:00:00Z", "late")
                        .put("saidAt", Instant.parse("2026-01-05T07:00:00Z").toEpochMilli())
                        .put("verified", true)));
        dana.type("/history omar").sees("[@omar] late  (verified, arrived 2026-01-05 09:00)");
    }

    @Test
    void textOfOthersIsMadeSafe() {
        JsonObject evil = line(1, "2026-01-05T09:00:00Z", "a\u001b[31mb").put("sharedBy", "x\u001b[0m");
        dana.peer.history.put("lines", lines(evil));
        dana.peer.history.put(
                "search",
                new JsonObject().put("hits", new JsonArray().add(evil.copy().put("previous", evil))));
        dana.type("/history omar", "/search a").sees("handed over by").seesNot("\u001b");
    }

    private void finds() {
        dana.peer.withOnline("omar");
        JsonObject hit = line(7, "2026-01-02T09:00:00Z", "the printer is free")
                .put("previous", line(6, "2026-01-02T08:59:00Z", "so?"));
        dana.peer.history.put("search", new JsonObject().put("hits", new JsonArray().add(hit)));
        dana.peer.history.put("lines", lines(line(7, "2026-01-02T09:00:00Z", "the printer is free")));
    }

    @Test
    void searchShowsHitsWithDatesNamesAndContext() {
        finds();
        dana.type("/search printer")
                .seesInOrder("  1  2026-01-02 09:00  @omar", "       omar: so?", "     > omar: the printer is free");
        dana.type("/search");
        assertTrue(askedLast().contains("\"words\":\"printer\",\"before\":7"), askedLast());
    }

    @Test
    void jumpGoesToTheHitWhichReplyAnswers() {
        finds();
        dana.type("/search printer").clear().type("/jump 1").prompts("@omar> ").sees("the printer is free");
        dana.type("/reply which one?").asked("\"quote\":\"the printer is free\"");
        dana.type("/jump 2").sees("there is no such hit");
    }

    @Test
    void forgettingNeedsAYes() {
        dana.type("/forget all").sees("/forget all yes");
        assertTrue(dana.peer.askedOfHistory.stream().noneMatch(one -> one.startsWith("forget")));
        dana.peer.history.put("forget", new JsonObject().put("count", 3));
        dana.type("/forget @omar yes").sees("3 lines forgotten");
        assertEquals("forget {\"conversation\":\"@omar\"}", askedLast());
    }

    @Test
    void troubleWithAFileIsTold() {
        dana.peer.history.put("export", new JsonObject().put("trouble", "x exists already; name another file"));
        dana.type("/export x").sees("!! x exists already");
    }

    @Test
    void fullDiskIsToldOnceAndThatItGoesOn() {
        dana.hear("history", new JsonObject().put("what", "full").put("detail", "No space left on device"))
                .sees("your history cannot be written (No space left on device)");
        dana.hear("history", new JsonObject().put("what", "goes-on").put("detail", ""))
                .sees("nothing is missing in it");
    }
}
