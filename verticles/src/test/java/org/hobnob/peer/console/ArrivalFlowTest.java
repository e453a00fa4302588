package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** What is not asked because it is known: a name that was typed, a link's room, who was here last. */
class ArrivalFlowTest {
    private static final String SECRET = "s3cret-phrase";

    private final FlowFixture dana = new FlowFixture();

    private static Arrival arrival(String name, String room) {
        return new Arrival(
                Optional.ofNullable(name).flatMap(UserName::of),
                Optional.ofNullable(room).flatMap(RoomName::of));
    }

    private FlowFixture knownToTheRegistry() {
        dana.peer.takesProofs = true;
        dana.peer.accounts.put("dana", FlowFixture.hash(SECRET));
        return dana.clear();
    }

    @Test
    void aNewNameAtTheFirstMenuSignsUp() {
        dana.sees("or type your name")
                .type("dana")
                .sees("-!- dana is new at this registry")
                .hidden(true);
        dana.type(SECRET).prompts("again: ").hidden(true).type(SECRET);
        dana.sees("-- Account created successfully.").sees("Main Menu").prompts("Choice: ");
    }

    @Test
    void aKnownNameAtTheFirstMenuLogsIn() {
        knownToTheRegistry().type("dana").sees("-!- dana has an account").hidden(true);
        dana.type(SECRET)
                .sees("-- Logged in as dana.")
                .seesNot("stay logged in")
                .prompts("Choice: ");
        dana.askedNot("register");
    }

    @Test
    void aWordThatIsACommandIsNoName() {
        dana.type("who").sees("!! choose 1 to 3").askedNot("check-name");
    }

    @Test
    void aNameIsNoAnswerAtTheMainMenu() {
        dana.type("dana", SECRET, SECRET).clear().type("omar").sees("!! choose 1 to 8");
    }

    @Test
    void aLinkAsksForThePasswordAndLeadsIntoTheRoom() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        dana.arrives(arrival("dana", "lab3")).hidden(true).type(SECRET, SECRET).prompts("#lab3> ");
        assertEquals(2, dana.answers());
    }

    /** The registry that was found takes one answer: see FirstRunTest. */
    @Test
    void aNewcomerTalksAfterFiveAnswers() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        int registry = 1;
        dana.type("dana", SECRET, SECRET).sees("-!- Type a room's name to enter it, such as #lab3, or @NAME");
        dana.type("#lab3").prompts("#lab3> ");
        assertEquals(5, registry + dana.answers());
        dana.type("hello").sees("[#lab3] you: hello");
    }

    /** The link takes one answer, which is the name: see FirstRunTest. */
    @Test
    void aNewcomerWithALinkTalksAfterThreeAnswers() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        int link = 1;
        dana.arrives(arrival("dana", "lab3")).type(SECRET, SECRET).prompts("#lab3> ");
        assertEquals(3, link + dana.answers());
        dana.type("hello").sees("[#lab3] you: hello");
    }

    @Test
    void whereThereIsNoRoomANewcomerIsToldHowToMakeOne() {
        dana.type("dana", SECRET, SECRET).sees("There is no room yet: type 3 to make one.");
    }

    @Test
    void aLinkAsksForTheRoomsPasswordToo() {
        dana.peer.withRoom("lab3", Optional.of(FlowFixture.hash("open")), "omar");
        dana.arrives(arrival("dana", "lab3")).type(SECRET, SECRET);
        dana.sees("#lab3 wants its password").hidden(true).type("open").prompts("#lab3> ");
    }

    @Test
    void aLinksRoomIsEnteredOnceWhoeverLogsIn() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        dana.arrives(arrival("dana", "lab3")).type("quit").prompts("Choice: ").type("eve", SECRET, SECRET);
        dana.prompts("#lab3> ").type("q").prompts("Choice: ").type("/who").prompts("Choice: ");
    }

    @Test
    void aLinkToARoomThatIsGoneLeadsToTheMenu() {
        dana.arrives(arrival("dana", "lab9")).type(SECRET, SECRET).sees("there is no room #");
        dana.sees("Main Menu").prompts("Choice: ");
    }

    @Test
    void aTakenNameOfALinkIsAskedForItsPassword() {
        knownToTheRegistry()
                .arrives(arrival("dana", null))
                .sees("has an account")
                .type("wrong");
        dana.sees("!! wrong name or password")
                .prompts("password of dana (not shown): ")
                .type(SECRET);
        dana.sees("-- Logged in as dana.");
    }

    @Test
    void whoWasHereLastIsAskedForThePasswordOnly() {
        dana.peer.last = Optional.of("dana");
        knownToTheRegistry().begins().prompts("password of dana (not shown): ").hidden(true);
        dana.type(SECRET).sees("-- Logged in as dana.").prompts("Choice: ");
        assertEquals(1, dana.answers());
    }

    @Test
    void somebodyElseCanLogInAllTheSame() {
        dana.peer.last = Optional.of("dana");
        knownToTheRegistry().begins().type("quit").sees("Welcome!").type("omar", SECRET, SECRET);
        dana.sees("-- Logged in as omar.");
    }

    @Test
    void whoStaysLoggedInIsAskedNothing() {
        dana.peer.last = Optional.of("dana");
        dana.peer.stayed = Optional.of("dana");
        dana.peer.keyLogsIn = Optional.of("dana");
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        knownToTheRegistry().arrives(arrival(null, "lab3")).prompts("#lab3> ");
        assertEquals(0, dana.answers());
    }

    @Test
    void anEventBeforeTheBeginningShowsNoMenu() {
        FlowFixture early = FlowFixture.notBegun();
        early.hear(
                "state",
                new JsonObject().put("state", "resumed").put("detail", "").put("retryMs", 0));
        early.seesNot("Welcome!").begins().sees("Welcome!");
    }

    @Test
    void theLinkForOthersNamesTheRoomAndTheKey() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        dana.peer.pin = "K7QD".repeat(12) + "K7QA";
        dana.type("dana", SECRET, SECRET).clear().type("/link");
        dana.sees("  hobnob 'hobnob://10.0.0.5:15600/?key=").seesNot("room=");
        dana.type("/link lab3").sees("&room=lab3").clear();
        dana.type("#lab3", "/link").sees("&room=lab3");
    }
}
