package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.hobnob.peer.console.conversation.ChatRequests;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;

/** Finding users and one-to-one chats. */
class ChatFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject by(String user) {
        return new JsonObject().put("user", user);
    }

    private void decides(String decision) {
        dana.peer.decision.complete(new JsonObject().put("decision", decision));
    }

    @Test
    void userListAsksWhetherToShowAddresses() {
        dana.peer.withOnline("amir", "omar");
        dana.type("1").prompts("with IP address and port? (y/n): ");
        dana.type("maybe").sees("!! answer y or n").prompts("with IP address and port? (y/n): ");
        dana.type("n").sees("   1  amir").sees("   2  omar").seesNot("10.0.0.7").prompts("Choice: ");
        dana.type("1", "Y").sees("   2  omar  10.0.0.7:4711  native").prompts("Choice: ");
    }

    @Test
    void nobodyChatsWithHimself() {
        dana.peer.withOnline("dana");
        dana.type("/msg DANA hi").sees("!! that is you; /who lists the others").askedNot("message");
        dana.clear()
                .type("/chat dana")
                .sees("!! that is you")
                .askedNot("request")
                .seesNot("asking");
        assertEquals(0, dana.session.conversations().all().size());
    }

    @Test
    void tooLongMessageOpensNoChat() {
        dana.peer.withOnline("omar");
        dana.type("/msg omar " + "x".repeat(3_501)).sees("!! too long: 3,501 of 3,500 bytes");
        dana.askedNot("message").prompts("Choice: ");
        dana.type("/msg omar", "hi", "x".repeat(3_500) + "y").askedNot("xx").prompts("@omar> ");
        dana.type("x".repeat(3_500)).asked("xx").sees("you: xx");
    }

    @Test
    void aLineThatNobodyWouldHearIsToldSo() {
        dana.type("/say hello").sees("!! nobody would hear that: /join a room, or /msg NAME TEXT");
    }

    @Test
    void thatNobodyElseIsOnlineIsTold() {
        dana.type("1", "y").sees("!! nobody else is online").prompts("Choice: ");
    }

    @Test
    void anyUserCanBeWrittenToByName() {
        dana.peer.accounts.put("lena", "x");
        dana.type("6")
                .sees("You can write to any user of this registry by name")
                .prompts("number or name of the user: ");
        dana.type("lena")
                .sees("-!- lena is not online now. What you write here waits")
                .prompts("@lena> ");
        dana.type("hi").asked("message {\"user\":\"lena\",\"text\":\"hi\"}");
        dana.type("/menu", "@nobody").sees("!! there is no such user").prompts("Choice: ");
    }

    @Test
    void messageToOneUserLeavesTheNextLineWhereItWas() {
        dana.peer.withOnline("omar");
        dana.type("/create lab3", "/msg omar hi").prompts("#lab3> ");
        dana.sees("-!- to @omar; your next line goes to #lab3").clear();
        dana.type("/msg omar again").seesNot("next line").type("to the room").asked("say {\"room\":\"lab3\"");
        dana.type("/menu", "/msg omar more").prompts("Choice: ").sees("-!- to @omar; /msg omar goes there");
        dana.type("/msg omar").prompts("@omar> ").clear();
        dana.type("/msg omar and more").seesNot("-!- to @omar");
    }

    @Test
    void messageWithoutTextGoesToTheUser() {
        dana.peer.withOnline("omar").accounts.put("lena", "x");
        dana.type("/msg omar")
                .prompts("@omar> ")
                .askedNot("request")
                .type("/switch @lena")
                .prompts("@lena> ");
        dana.type("/switch @omar").prompts("@omar> ").type("/msg nobody").sees("!! there is no such user");
        dana.prompts("@omar> ");
    }

    @Test
    void searchingTellsOnlineOfflineAndNobody() {
        dana.peer.withOnline("omar").accounts.put("lena", "x");
        dana.type("2", "omar").sees("-- omar is online:").prompts("Choice: ");
        dana.type("2", "lena").sees("!! that user is not online now").prompts("Choice: ");
        dana.type("2", "nobody").sees("!! there is no user of that name").prompts("name of the user: ");
        dana.type("a b").sees("!! a name is").type("quit").prompts("Choice: ");
    }

    @Test
    void acceptedChatIsEntered() {
        dana.peer.withOnline("amir", "omar");
        dana.type("6").prompts("number or name of the user: ").type("2").prompts("[asking @omar] Choice: ");
        decides("accept");
        dana.sees("-- omar accepts").prompts("@omar> ").type("hi").asked("message {\"user\":\"omar\",\"text\":\"hi\"}");
        dana.clear()
                .type("q")
                .asked("end {\"user\":\"omar\"}")
                .sees("Main Menu")
                .prompts("Choice: ");
    }

    @Test
    void chatWithAnOriginalUserIsNotSaidToBeAccepted() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        decides("open");
        dana.sees("-- omar uses an original program and was not asked")
                .seesNot("accepts")
                .prompts("@omar> ");
    }

    @Test
    void openChatIsNotSaidToBeAccepted() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        decides("already");
        dana.sees("-- You are chatting with omar already.").seesNot("accepts").prompts("@omar> ");
    }

    @Test
    void refusedOrBusyChatDoesNotOpen() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        decides("reject");
        dana.sees("omar does not want to chat now, or omar's program knows another key of yours")
                .prompts("Choice: ");
        dana.peer.decision = Promise.promise();
        dana.type("/chat @omar");
        decides("busy");
        dana.sees("-!- omar is busy in other chats. Try again later").prompts("Choice: ");
        assertEquals(0, dana.session.conversations().all().size());
    }

    @Test
    void unansweredRequestIsNoRefusal() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        decides("no-answer");
        dana.sees("-!- omar did not answer. Try again later, or type /msg omar TEXT.")
                .seesNot("does not want")
                .prompts("Choice: ");
    }

    @Test
    void repeatedRequestIsStillWaiting() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        Promise<JsonObject> first = dana.peer.decision;
        dana.peer.decision = Promise.promise();
        dana.clear().type("/chat omar");
        decides("waiting");
        dana.sees("-!- omar has not answered yet. Please wait")
                .seesNot("asking omar")
                .prompts("[asking @omar] Choice: ");
        first.complete(new JsonObject().put("decision", "accept"));
        dana.prompts("@omar> ");
    }

    @Test
    void requestBeyondTheLimitSaysWhoseLimit() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        decides("too-many");
        dana.sees("-!- You have as many chats as you may. /close NAME ends one.")
                .prompts("Choice: ");
    }

    @Test
    void requestToSomebodyAwaySaysSo() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar");
        dana.peer.decision.fail(new RefusalException(Reason.NOT_ONLINE));
        dana.sees("-!- omar is not online now. What you write here waits").prompts("@omar> ");
        dana.type("q").peer.decision = Promise.promise();
        dana.type("/chat omar");
        dana.peer.decision.fail(new RefusalException(Reason.UNAVAILABLE));
        dana.sees("!! omar could not be reached. Try again in a moment").prompts("Choice: ");
    }

    @Test
    void acceptedRequestAnswersTheOthersOwn() {
        dana.peer.withOnline("omar");
        dana.hear("chat-request", by("omar")).type("/chat omar");
        decides("accept");
        dana.prompts("@omar> ").type("/menu").prompts("Choice: ");
    }

    @Test
    void acceptedChatDoesNotLeaveTheCurrentRoom() {
        dana.peer.withOnline("omar");
        dana.type("/chat omar", "/create lab3").prompts("[asking @omar] #lab3> ");
        decides("accept");
        dana.sees("/switch omar goes there")
                .prompts("#lab3> ")
                .type("/switch omar")
                .prompts("@omar> ");
    }

    @Test
    void aUserThatIsNoneIsAskedForAgain() {
        dana.peer.withOnline("omar");
        dana.type("6", "7").sees("!! no such user").prompts("number or name of the user: ");
    }

    @Test
    void chatRequestIsAnsweredByYesOrNo() {
        dana.peer.withOnline("amir", "omar");
        dana.hear("chat-request", by("amir")).sees("/accept amir or /reject amir");
        dana.hear("chat-request", by("omar")).prompts("[chat with amir? y/n] Choice: ");
        dana.type("n").asked("answer {\"user\":\"amir\",\"accept\":false}").prompts("[chat with omar? y/n] Choice: ");
        dana.type("y").asked("answer {\"user\":\"omar\",\"accept\":true}").prompts("@omar> ");
    }

    @Test
    void chatRequestIsAnsweredByCommandInARoom() {
        dana.peer.withOnline("amir", "omar");
        dana.type("/create lab3").hear("chat-request", by("amir")).hear("chat-request", by("omar"));
        dana.prompts("[@amir asks: /accept] #lab3> ").type("y").asked("say").askedNot("answer");
        dana.type("/reject").asked("answer {\"user\":\"amir\",\"accept\":false}");
        dana.prompts("[@omar asks: /accept] #lab3> ");
        dana.type("/accept OMAR").prompts("@omar> ");
        dana.clear().type("/accept").sees("!! nobody asks for a chat or offers a file");
        dana.type("/accept amir").sees("!! amir does not ask for a chat").askedNot("answer");
    }

    @Test
    void chatRequestIsAnsweredByMenu() {
        dana.peer.withOnline("amir");
        dana.hear("chat-request", by("amir"))
                .choose("/accept")
                .type("1", "perhaps")
                .sees("!! answer y or n");
        dana.type("y").prompts("@amir> ");
        dana.type("/menu")
                .clear()
                .choose("/accept")
                .sees("nobody asks for a chat now")
                .prompts("Choice: ");
    }

    @Test
    void aChatThatTheOtherEndsIsClosedAndTold() {
        dana.peer.withOnline("amir");
        dana.hear("chat-request", by("amir")).type("y").clear().hear("chat-ended", by("amir"));
        dana.sees("-!- amir ended the chat, or the connection broke")
                .sees("Main Menu")
                .prompts("Choice: ");
    }

    @Test
    void withdrawnChatRequestIsForgotten() {
        dana.hear("chat-request", by("amir")).hear("chat-ended", by("amir"));
        dana.sees("amir does not ask for a chat any more").prompts("Choice: ");
    }

    @Test
    void noMoreThanSoManyMayAsk() {
        for (int i = 0; i <= ChatRequests.MOST; i++) {
            dana.hear("chat-request", by("u" + i));
        }
        dana.sees("too many ask already");
        assertEquals(ChatRequests.MOST, dana.session.chatRequests().waiting().size());
    }

    @Test
    void textFromOthersIsMadeSafe() {
        dana.hear("direct", by("amir").put("text", "\u001b[2Jhi\u202e").put("path", "tcp"));
        dana.sees("[@amir] \ufffd[2Jhi\ufffd  (tcp)").prompts("[@amir 1] Choice: ");
    }

    @Test
    void statusAndHelpAreInTheMenuToo() {
        dana.hear("chat-request", by("amir"))
                .choose("/status")
                .sees("  user      dana")
                .sees("amir asks for a chat");
        dana.choose("/help")
                .sees(" /join ")
                .type("/help msg")
                .sees("say something to one user")
                .sees("  also: /dm /query")
                .clear()
                .type("/help jion")
                .sees("did you mean /join?")
                .clear()
                .type("/help people")
                .sees("  /whois ")
                .seesNot("  /join ");
    }

    @Test
    void exitIsInTheMenuToo() {
        org.junit.jupiter.api.Assertions.assertTrue(dana.choose("/quit").ended());
        dana.asked("logout");
    }

    @Test
    void repeatedRequestsTakeOneLineAMinute() {
        dana.peer.withOnline("amir");
        for (int i = 0; i < 100; i++) {
            dana.hear("chat-request", by("amir")).hear("chat-ended", by("amir"));
        }
        assertEquals(
                2, dana.screen.stream().filter(line -> line.contains("amir")).count());
        dana.hear("chat-request", by("amir")).type("/accept amir").sees("chatting with amir");
    }
}
