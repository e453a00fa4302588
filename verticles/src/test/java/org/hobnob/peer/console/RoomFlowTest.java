package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;

/** Rooms, by menu alone and by commands alone. */
class RoomFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject said(String room, String text) {
        return new JsonObject()
                .put("room", room)
                .put("user", "omar")
                .put("text", text)
                .put("path", "multicast");
    }

    @Test
    void createFormAsksForNameKindAndOptions() {
        dana.type("3").prompts("name of the room: ");
        dana.type("lab3").prompts("sealed or open (Enter = sealed): ");
        dana.sees("sealed  only members can read it; original clients cannot enter");
        dana.sees("open    anyone on the network can read and forge it; original clients can enter");
        dana.type("").prompts("most members (Enter skips): ");
        dana.type("").prompts("password of the room (Enter skips): ").hidden(true);
        dana.type("").prompts("description (Enter skips): ").hidden(false);
        dana.type("").prompts("#lab3> ").sees("-- #lab3 created");
        assertEquals(Optional.empty(), dana.peer.rooms.get("lab3").password());
        assertEquals("sealed", dana.peer.rooms.get("lab3").kind());
    }

    @Test
    void aRoomIsSealedUnlessTheCommandSaysOpen() {
        dana.type("/create lab3").sees(", sealed");
        dana.type("/create aula open").sees("#aula created: ");
        dana.sees(", open: anyone on the network can read and forge it");
        dana.type("/create openhouse 12 - An  open house", "/create hall open 9 pw Every  one");
        dana.clear()
                .type("/rooms")
                .sees("#lab3 (1/0)  host host  sealed")
                .sees("  open: anyone can read and forge it  dana");
        assertEquals("sealed An  open house 12", made("openhouse"));
        assertEquals("open Every  one 9", made("hall"));
        assertEquals(
                Optional.of(FlowFixture.hash("pw")), dana.peer.rooms.get("hall").password());
    }

    @Test
    void commandThatNamesTheKindAsksNothing() {
        dana.type("/create lab3 sealed 12")
                .prompts("#lab3> ")
                .type("/create aula open")
                .prompts("#aula> ");
        assertEquals("sealed  12", made("lab3"));
        assertEquals("open  0", made("aula"));
    }

    @Test
    void menuMakesOpenRooms() {
        dana.type("3", "aula", "ajar").sees("!! answer sealed or open").prompts("sealed or open (Enter = sealed): ");
        dana.type("Open", "", "", "").prompts("#aula> ").sees(", open: anyone on the network can read and forge it");
        dana.type("/menu", "3", "hall", "s", "", "", "");
        assertEquals("open  0", made("aula"));
        assertEquals("sealed  0", made("hall"));
    }

    private String made(String name) {
        FakePeer.FakeRoom room = dana.peer.rooms.get(name);
        return room.kind() + " " + room.title() + " " + room.capacity();
    }

    @Test
    void anythingElseBehindTheNameIsNoKind() {
        dana.type("/create lab3 ajar").sees("!! usage: /create").askedNot("create");
        dana.type("/create lab3 opened").askedNot("create");
    }

    @Test
    void aRoomIsMadeWithAllThatWasAnswered() {
        dana.type("3", "#lab3", "", "x", "0", "12", "pw", "Practical physics").prompts("#lab3> ");
        dana.sees("!! a number from 1");
        FakePeer.FakeRoom room = dana.peer.rooms.get("lab3");
        assertEquals(12, room.capacity());
        assertEquals(Optional.of(FlowFixture.hash("pw")), room.password());
        assertEquals("Practical physics", room.title());
    }

    @Test
    void aRoomThatExistsIsAskedForAgainAtOnce() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        dana.type("3", "lab3").sees("exists already").prompts("name of the room: ");
        dana.type("a b").sees("!! a name is").prompts("name of the room: ");
        dana.type("quit").prompts("Choice: ").askedNot("create");
    }

    @Test
    void aRoomIsEnteredByItsNumberInTheList() {
        dana.peer.withRoom("aula", Optional.empty(), "omar").withRoom("lab3", Optional.empty(), "omar");
        dana.type("5").sees("   1  #aula (1/10)").sees("   2  #lab3 (1/10)");
        dana.prompts("number or name of the room: ").type("2").prompts("#lab3> ");
    }

    @Test
    void aNumberOfNoRoomIsAskedForAgain() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar");
        dana.type("5", "7").sees("!! no such room").prompts("number or name of the room: ");
        dana.type("LAB3").prompts("#lab3> ");
    }

    @Test
    void aNameOfNoRoomLeadsBackToWhereItCanBeMade() {
        dana.type("#nowhere").sees("!! there is no room #nowhere; /create nowhere makes it");
        dana.prompts("Choice: ").type("/create nowhere").prompts("#nowhere> ");
    }

    @Test
    void withoutARoomNothingIsAsked() {
        for (String wish : List.of("5", "4", "/rooms", "/join")) {
            dana.clear().type(wish).sees("-!- There are no rooms yet. /create NAME makes one.");
            dana.seesNot("!!").prompts("Choice: ");
        }
    }

    @Test
    void lockedRoomAsksForThePasswordUntilItIsRight() {
        dana.peer.withRoom("lab3", Optional.of(FlowFixture.hash("pw")), "omar");
        dana.type("/join lab3").prompts("password of the room (not shown): ").hidden(true);
        dana.type("no").sees("!! wrong").prompts("password of the room (not shown): ");
        dana.type("pw").prompts("#lab3> ");
        FlowFixture omar = FlowFixture.loggedIn();
        omar.peer.withRoom("lab3", Optional.of(FlowFixture.hash("pw")), "x");
        omar.type("/join lab3 pw").prompts("#lab3> ");
    }

    @Test
    void kindBehindTheNameIsAskedFor() {
        dana.peer.withRoom("lab3", Optional.of(FlowFixture.hash("pw")), "omar");
        dana.type("/join lab3 open pw").asked("\"kind\":\"open\"").prompts("#lab3> ");
        dana.peer.withRoom("lab4", Optional.empty(), "omar");
        dana.type("/join lab4 sealed").asked("\"kind\":\"sealed\"").prompts("#lab4> ");
    }

    @Test
    void roomOfAnotherKindIsExplained() {
        dana.hear("room-lost", new JsonObject().put("room", "lab3").put("reason", "other-kind"))
                .sees("!! #lab3 could not be entered again: the registry says that the room is of another kind")
                .sees("/join ROOM open (or sealed) enters it");
    }

    @Test
    void aFullRoomLeavesTheChoiceOfAnother() {
        dana.peer.withRoom("lab3", Optional.empty(), "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        dana.type("/join lab3").sees("!! the room is full").prompts("name of another room (quit goes back): ");
    }

    @Test
    void doubledSlashSendsOneSlash() {
        dana.type("/create lab3", "hello", "//shrug")
                .asked("\"text\":\"hello\"")
                .asked("\"text\":\"/shrug\"");
        dana.sees("[#lab3] you: hello");
        dana.clear().type("/helo", "").askedNot("say").sees("did you mean /help?");
    }

    private static JsonObject removal(String user) {
        return new JsonObject()
                .put("event", "kicked")
                .put("room", "lab3")
                .put("user", user)
                .put("by", "omar");
    }

    @Test
    void theHostRemovesAMemberFromWhereItIs() {
        dana.type("/create lab3");
        dana.peer.rooms.get("lab3").members().add("omar");
        dana.clear()
                .type("/kick @omar")
                .asked("kick {\"room\":\"lab3\",\"user\":\"omar\"}")
                .prompts("#lab3> ");
        dana.type("/kick omar").sees("!! omar is not in #lab3; /names lists who is");
        dana.type("/kick dana").sees("!! you cannot remove yourself; /leave leaves the room");
        dana.type("/kick a.b").sees("!! there is no such user");
        dana.clear().type("/kik omar").sees("did you mean /kick?").askedNot("kick");
        dana.type("/help kick").sees("NAME [ROOM]");
    }

    @Test
    void onlyTheHostMayKick() {
        dana.peer.withRoom("lab3", Optional.empty(), "omar", "dana").withRoom("aula", Optional.empty(), "omar");
        dana.type("/join lab3", "/kick omar").sees("!! only a host of the room can do that");
        dana.type("/kick omar #aula").sees("!! you are not in that room");
        dana.type("/kick omar #nowhere").sees("!! there is no such room");
        dana.clear()
                .type("/leave", "/kick omar")
                .sees("!! You are in no room. /join NAME enters one, /rooms lists them.")
                .askedNot("kick");
        dana.clear().type("/names").sees("!! You are in no room.");
        dana.clear().type("/leave").sees("!! You are in no room.");
    }

    @Test
    void removingIsInTheMenuToo() {
        dana.type("/create lab3", "/menu");
        dana.peer.rooms.get("lab3").members().add("omar");
        dana.choose("/kick").prompts("name of the member to remove: ");
        dana.type("o r").sees("!! a name is").prompts("name of the member to remove: ");
        dana.type("omar").asked("kick {").prompts("Choice: ");
    }

    @Test
    void whoRemovesSomebodyHearsOfTheBan() {
        dana.type("/create lab3").clear();
        dana.hear("room-event", removal("nour").put("by", "dana"))
                .sees("-- nour was removed from #lab3 by dana")
                .sees("-!- nour can come back; /ban nour keeps nour out");
        dana.clear().hear("room-event", removal("nour")).seesNot("/ban");
    }

    @Test
    void kickIsShownAndClosesTheRoom() {
        dana.type("/create lab3").clear();
        dana.hear("room-event", removal("nour"))
                .sees("-- nour was removed from #lab3 by omar")
                .prompts("#lab3> ");
        dana.hear("room-event", removal("dana"))
                .sees("-!- omar removed you from #lab3")
                .sees("Main Menu")
                .prompts("Choice: ");
        assertEquals(0, dana.session.conversations().all().size());
    }

    @Test
    void newHostIsShown() {
        JsonObject left =
                new JsonObject().put("room", "lab3").put("event", "left").put("user", "host");
        dana.peer.withRoom("lab3", Optional.empty(), "host", "omar", "amir");
        dana.type("/join lab3")
                .hear("room-event", left.copy().put("user", "amir").put("host", "host"));
        dana.seesNot("host now").hear("room-event", left.copy().put("host", "omar"));
        dana.sees("-!- #lab3: host left")
                .sees("-!- #lab3: the host is omar now")
                .clear();
        dana.hear("room-event", left.copy().put("user", "omar").put("host", "dana"));
        dana.sees("-!- #lab3: you are the host now");
        dana.clear()
                .type("/leave")
                .hear("room-event", left.copy().put("host", "amir"))
                .seesNot("the host is");
    }

    @Test
    void listsMarkFullRoomsAndTheHost() {
        dana.peer.withRoom("lab3", Optional.empty(), "a", "b", "c", "d", "e", "f", "g", "h", "i", "host");
        dana.type("/rooms").sees("#lab3 (10/10) full");
        dana.type("/names lab3").sees("  host  host").sees("  a").seesNot("  a  host");
    }

    @Test
    void qLeavesTheRoomForTheMenu() {
        dana.type("/create lab3")
                .clear()
                .type("q")
                .asked("leave")
                .sees("left #lab3")
                .sees("Main Menu")
                .prompts("Choice: ");
    }

    @Test
    void unreadMessagesOfOtherRoomsAreCounted() {
        dana.type("/create lab3", "/create help", "/create aula").prompts("#aula> ");
        dana.hear("room-text", said("help", "1")).hear("room-text", said("help", "2"));
        dana.hear("room-text", said("aula", "3")).prompts("[#help 2] #aula> ");
        dana.type("/next").prompts("#help> ");
        dana.type("/switch 1").prompts("#lab3> ").type("/switch #AULA").prompts("#aula> ");
        dana.type("/switch nowhere").sees("!! there is no such conversation").prompts("#aula> ");
        dana.clear()
                .type("/menu")
                .sees("Main Menu")
                .sees("-!- still open: #lab3, #help, #aula; /next goes there")
                .prompts("Choice: ")
                .choose("/switch")
                .type("2")
                .prompts("#help> ");
    }

    @Test
    void leavingIsExplainedOnce() {
        dana.type("/create lab3")
                .sees("-!- You are talking in #lab3. Type q to leave, or /menu for the menu.")
                .clear()
                .type("/create help")
                .seesNot("Type q to leave");
    }

    @Test
    void membersAndLeavingAreInTheMenuToo() {
        dana.type("/create lab3", "/create help", "/menu");
        dana.choose("/names").type("lab3").sees("  dana").prompts("Choice: ");
        dana.choose("/leave").type("9").sees("you are in no room of that name");
        dana.type("1").sees("left #lab3").prompts("Choice: ");
        dana.choose("/leave")
                .sees("left #help")
                .clear()
                .choose("/names")
                .sees("you are in no room")
                .prompts("Choice: ");
    }

    @Test
    void cappedSizeIsTold() {
        dana.peer.mostMembers = 100;
        dana.type("/create big 100000").sees("-!- this registry allows at most 100 members in a room");
        dana.clear().type("/create small 100").seesNot("at most 100 members");
    }

    @Test
    void titleIsToldOnEntering() {
        dana.peer.withRoom("lab2", Optional.empty(), "omar").withTitled("lab3", "Physics", "omar");
        dana.type("/join lab3").sees("-!- #lab3 is about: Physics");
        dana.clear().type("/join lab2").seesNot("is about");
    }

    @Test
    void slowMessageIsMarkedUntilDelivered() {
        dana.peer.withOnline("omar").slow = Optional.of(Promise.promise());
        dana.type("/msg omar", "hi").prompts("@omar> ");
        dana.later.forEach(Runnable::run);
        dana.prompts("[sending 1] @omar> ");
        dana.peer.slow.orElseThrow().complete(new JsonObject());
        dana.prompts("@omar> ");
    }

    @Test
    void failedDeliveryKeepsTheConversation() {
        dana.peer.withOnline("omar").slow = Optional.of(Promise.promise());
        dana.type("/msg omar", "hi");
        dana.peer.slow.orElseThrow().fail(new RefusalException(Reason.NOT_ONLINE));
        dana.sees("!! [@omar] you: hi  (not delivered: omar is not online now").prompts("@omar> ");
    }

    @Test
    void ownLinesAreShownAtOnceInOrder() {
        dana.peer.withOnline("omar", "amir").slow = Optional.of(Promise.promise());
        dana.type("/msg omar", "one");
        dana.peer.slow = Optional.empty();
        dana.type("two", "/msg amir three");
        List<String> own =
                dana.screen.stream().filter(line -> line.startsWith("[@")).toList();
        assertEquals(List.of("[@omar] you: one", "[@omar] you: two", "[@amir] you: three"), own);
    }

    @Test
    void refusedRoomMessageIsShownWithTheReason() {
        dana.type("/create lab3");
        dana.peer.refusal = Optional.of(Reason.UNAVAILABLE);
        dana.type("hi").sees("!! [#lab3] you: hi  (not sent: no answer; try again in a moment)");
        dana.hear("state", new JsonObject().put("state", "retrying").put("retryMs", 500L));
        dana.type("hey").sees("!! [#lab3] you: hey  (not sent: no answer: the registry is away; press Enter");
    }

    @Test
    void tooLongTextIsNotSentAndItsLengthIsTold() {
        dana.type("/create lab3").clear();
        dana.type("é".repeat(1_906)).sees("!! too long: 3,812 of 3,500 bytes; nothing was sent. Shorten it");
        dana.askedNot("say").seesNot("éé").prompts("#lab3> ");
        dana.type("é".repeat(1_750)).asked("say").sees("you: éé");
    }

    @Test
    void failedMessageKeepsTheConversation() {
        dana.type("/create lab3", "/msg nobody hi")
                .sees("!! [@nobody] you: hi  (not delivered: there is no user nobody;")
                .prompts("#lab3> ");
        assertEquals(1, dana.session.conversations().all().size());
    }

    @Test
    void commandsDoNotInterruptAQuestion() {
        dana.type("3", "/create x")
                .sees("this is a question")
                .prompts("name of the room: ")
                .askedNot("create");
    }

    @Test
    void aLostLinkIsInThePromptUntilItIsBack() {
        JsonObject lost = new JsonObject().put("state", "retrying").put("retryMs", 500L);
        dana.hear("state", lost)
                .prompts("[offline 10:02] Choice: ")
                .sees("next try in 1 s")
                .clear();
        dana.hear("state", lost).seesNot("next try");
        dana.hear("state", lost.copy().put("retryMs", 6_500L))
                .sees("offline since 10:02; next try in 7 s (Enter = now)");
        dana.clear().hear("state", lost.copy().put("retryMs", 7_000L)).seesNot("next try");
        dana.hear("state", new JsonObject().put("state", "resumed"))
                .prompts("Choice: ")
                .sees("-- registry back");
    }

    @Test
    void enterRetriesALostRegistryAtOnce() {
        JsonObject lost = new JsonObject().put("state", "retrying").put("retryMs", 500L);
        dana.type("/create lab3", "").askedNot("retry");
        dana.peer.registryAway = true;
        dana.hear("state", lost).sees("next try in 1 s (Enter = now)");
        dana.type("").asked("retry").sees("trying the registry now").askedNot("say");
        dana.clear().hear("state", lost).sees("the registry does not answer; next try in 1 s (Enter = now)");
        dana.clear().hear("state", lost).seesNot("registry");
        dana.type("/menu").clear().type("").asked("retry").seesNot("Main Menu");
        dana.hear("state", new JsonObject().put("state", "resumed"));
        dana.clear().type("").askedNot("retry").sees("Main Menu");
        dana.peer.registryAway = false;
        dana.type("/reconnect").sees("the registry is there");
    }

    @Test
    void enterInAQuestionAnswersIt() {
        dana.type("3", "lab3", "", "");
        dana.hear("state", new JsonObject().put("state", "retrying").put("retryMs", 500L));
        dana.type("").askedNot("retry").prompts("description (Enter skips): ");
    }

    private void hearState(String state, String detail) {
        dana.hear(
                "state",
                new JsonObject().put("state", state).put("detail", detail).put("retryMs", 500L));
    }

    @Test
    void sessionThatIsResumedKeepsEverything() {
        dana.type("/create lab3");
        hearState("retrying", "timeout");
        dana.sees("-!- the registry heard nothing from here in time; next try in 1 s")
                .prompts("[offline 10:02] #lab3> ");
        hearState("resumed", "");
        dana.prompts("#lab3> ");
    }

    @Test
    void sessionThatIsOverLeadsToTheFirstMenu() {
        dana.type("/create lab3", "/menu", "3").clear();
        hearState("ended", "taken-over");
        dana.sees("!! You logged in at another place; this one is logged out. To log in here, log out there first.")
                .sees("Welcome!")
                .prompts("Choice: ");
        assertEquals(Optional.empty(), dana.session.standing().user());
    }

    @Test
    void aRoomKeptOverARestartIsOpenBesideTheOthers() {
        dana.type("/create lab3").clear();
        dana.hear(
                "room-kept",
                new JsonObject()
                        .put("room", "lab4")
                        .put("host", "omar")
                        .put("kind", "sealed")
                        .put("members", new JsonArray())
                        .put("multicast", true));
        dana.sees("you are still in #lab4: host omar, sealed; /switch #lab4 goes there")
                .prompts("#lab3> ");
        dana.type("/switch #lab4").prompts("#lab4> ");
    }

    @Test
    void aRoomThatCannotBeEnteredAgainIsClosed() {
        dana.type("/create lab3").clear();
        dana.hear("room-lost", new JsonObject().put("room", "lab3").put("reason", "room-full"));
        dana.sees("!! #lab3 could not be entered again").sees("Main Menu").prompts("Choice: ");
    }

    @Test
    void joinsAreHiddenButNewReadersAreTold() {
        dana.type("/create lab3", "/set joins off").clear();
        JsonObject omar = new JsonObject().put("room", "lab3").put("user", "omar");
        dana.hear("room-event", omar.copy().put("event", "joined").put("kind", "open"));
        dana.hear("room-event", omar.copy().put("event", "left"));
        dana.seesNot("omar")
                .hear("room-event", omar.copy().put("event", "joined").put("kind", "sealed"));
        dana.sees("#lab3: omar joined and can read it from now on");
    }

    @Test
    void lastLinesOfTheConversationAreShownAgain() {
        dana.type("/create lab3").hear("room-text", said("lab3", "one")).hear("room-text", said("aula", "elsewhere"));
        dana.type("two").hear("room-text", said("lab3", "three")).clear();
        dana.type("/last 2").sees("you: two").sees("three").seesNot("one").seesNot("elsewhere");
        dana.clear().type("/last").sees("one").seesNot("elsewhere");
        dana.clear().type("/last x").sees("!! say how many lines");
    }
}
