package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.NoAnswerException;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** What a person is told of the delivery of messages. */
class DeliveryFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();
    private int said;

    private DeliveryFlowTest inRoom() {
        dana.type("/create lab3").clear();
        return this;
    }

    private static JsonObject progress(String id, List<String> confirmed, List<String> missing) {
        return new JsonObject()
                .put("room", "lab3")
                .put("id", id)
                .put("confirmed", new JsonArray(confirmed))
                .put("missing", new JsonArray(missing))
                .put("open", new JsonArray());
    }

    /** Says something in the room; returns its id. */
    private String says(String text, List<String> confirmed, List<String> missing) {
        said++;
        String id = String.format("%032x", said);
        dana.peer.outcome = Optional.of(Promise.promise());
        dana.type(text);
        dana.peer.outcome.orElseThrow().complete(progress(id, confirmed, missing));
        return id;
    }

    private List<String> told() {
        return dana.screen.stream()
                .filter(line -> line.startsWith("-!-") && !line.contains("You are talking"))
                .toList();
    }

    @Test
    void ownLineStandsBeforeAnyAnswer() {
        inRoom();
        dana.peer.outcome = Optional.of(Promise.promise());
        dana.type("hello").sees("[#lab3] you: hello").asked("say");
        dana.type("/help").sees("/who").type("and more").sees("you: and more");
        assertEquals(List.of(), told());
    }

    @Test
    void deliveryInTimeIsToldOnceAndNoMore() {
        inRoom().says("one", List.of("amir", "omar"), List.of());
        says("two", List.of("amir", "omar"), List.of());
        assertEquals(
                List.of("-!- everybody in #lab3 has it (2 of 2). From now on you are told only when somebody does not"),
                told());
    }

    @Test
    void whoLacksAMessageIsToldAndThatEverybodyHasIt() {
        inRoom().says("zero", List.of("amir", "omar"), List.of());
        dana.clear();
        String one = says("one", List.of("amir"), List.of("omar"));
        dana.prompts("[1 not yet there] #lab3> ");
        dana.hear("room-progress", progress(one, List.of("amir", "omar"), List.of()));
        assertEquals(
                List.of("-!- #lab3: 1 of 2 have \"one\" so far; not yet: omar", "-!- #lab3: everybody has it now: one"),
                told());
        dana.prompts("#lab3> ");
    }

    @Test
    void whoLacksAllThatIsSaidIsToldOnce() {
        inRoom();
        List<String> ids = List.of(
                says("one", List.of("amir"), List.of("omar")),
                says("two", List.of("amir"), List.of("omar")),
                says("three", List.of(), List.of("amir", "omar")));
        dana.prompts("[3 not yet there] #lab3> ");
        ids.forEach(id -> dana.hear("room-progress", progress(id, List.of("amir", "omar"), List.of())));
        assertEquals(
                List.of(
                        "-!- #lab3: 1 of 2 have \"one\" so far; not yet: omar. It is sent until they have it; you are told"
                                + " then",
                        "-!- #lab3: 0 of 2 have \"three\" so far; not yet: amir, omar",
                        "-!- #lab3: everybody has all 3 messages now"),
                told());
    }

    @Test
    void whoLeavesWithoutAMessageDoesNotHaveIt() {
        String one = inRoom().says("one", List.of("amir"), List.of("omar"));
        dana.clear().hear("room-progress", progress(one, List.of("amir"), List.of()));
        assertEquals(List.of("-!- #lab3: omar left without it: one"), told());
    }

    @Test
    void messageThatNobodyReadsIsToldSo() {
        inRoom().says("one", List.of(), List.of());
        says("two", List.of(), List.of());
        says("three", List.of("omar"), List.of());
        says("four", List.of(), List.of());
        String nobody = "-!- nobody else is in #lab3 now, so nobody reads this";
        assertEquals(
                List.of(nobody, nobody), told().stream().filter(nobody::equals).toList());
    }

    @Test
    void messageThatWaitsIsToldWithTheReason() {
        dana.peer.withOnline("omar").away();
        dana.type("/msg omar", "hi", "still there?").prompts("[2 not yet there] @omar> ");
        assertEquals(
                List.of("-!- omar is offline; \"hi\" is kept here and sent when you are both online. /queue lists what"
                        + " waits"),
                told());
        dana.hear("delivered", new JsonObject().put("user", "omar").put("left", 0));
        dana.prompts("@omar> ").sees("-- @omar: delivered what was queued (1)");
        dana.type("and now").sees("omar is offline; \"and now\" is kept here");
    }

    private static JsonObject put(int count) {
        return new JsonObject().put("count", count);
    }

    @Test
    void queueSaysWhatIsInWhichMailboxAndWhatIsKeptForOthers() {
        dana.peer.waiting.add(new JsonObject()
                .put("user", "omar")
                .put("count", 3)
                .put("mailboxes", new JsonArray().add(put(1)).add(put(3).put("keeper", "kim"))));
        dana.peer.waiting.add(put(1).put("user", "amir"));
        dana.peer.kept.add(put(2).put("user", "zoe"));
        dana.type("/queue")
                .sees(
                        "  3 messages queued for omar: 1 of them also in the registry's mailbox, also in the mailbox that kim"
                                + " keeps")
                .sees("  1 message queued for amir")
                .sees("  2 sealed letters kept for zoe");
    }

    @Test
    void messageFromAMailboxIsMarkedSo() {
        dana.hear(
                "direct",
                new JsonObject()
                        .put("user", "omar")
                        .put("text", "the printer is free")
                        .put("id", "0a".repeat(16))
                        .put("path", "letter"));
        dana.sees("the printer is free  (by mailbox)");
        dana.hear(
                "direct",
                new JsonObject()
                        .put("user", "omar")
                        .put("text", "it prints")
                        .put("id", "0b".repeat(16))
                        .put("path", "letter")
                        .put("hosted", true));
        dana.sees("it prints  (by mailbox, hosted)");
    }

    @Test
    void originalProgramIsSaidToConfirmNothing() {
        dana.peer.withOnline("omar").originals();
        dana.type("/msg omar", "hi", "again");
        assertEquals(
                List.of(
                        "-!- omar uses an original program: what you say is sent in the open, where anyone here can read and"
                                + " forge it, and is not confirmed"),
                told());
    }

    @Test
    void messageThatNobodyAnsweredForIsNotCalledUnsent() {
        inRoom();
        dana.peer.outcome = Optional.of(Promise.promise());
        dana.type("hello");
        dana.peer.outcome.orElseThrow().fail(new NoAnswerException());
        dana.sees("!! [#lab3] you: hello  (not known whether it was sent: it may still arrive")
                .seesNot("(not sent");
    }

    @Test
    void leavingARoomWaitsForTheOutcomesThere() {
        inRoom();
        dana.peer.outcome = Optional.of(Promise.promise());
        dana.type("bye").enters("q").askedNot("leave");
        dana.peer.outcome.orElseThrow().complete(progress("0a", List.of("omar"), List.of()));
        dana.asked("leave").sees("left #lab3");
    }

    @Test
    void logoutSaysThatItWaitsForTheLastMessages() {
        inRoom();
        dana.peer.outcome = Optional.of(Promise.promise());
        dana.type("hello").enters("/logout").sees("-!- waiting to know what became of what you said last");
        dana.askedNot("logout").peer.outcome.orElseThrow().complete(progress("0a", List.of("omar"), List.of()));
        dana.asked("logout").sees("-- Logged out.");
    }

    @Test
    void longTextIsQuotedShort() {
        inRoom().says("x".repeat(60), List.of(), List.of("omar"));
        dana.sees("0 of 1 have \"" + "x".repeat(40) + "…\" so far");
    }
}
