package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** Text that is typed where nobody hears it, and words that a person tries at any question. */
class UnheardFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject by(String user) {
        return new JsonObject().put("user", user);
    }

    private void writes(String user) {
        dana.peer.withOnline(user);
        dana.hear("direct", by(user).put("text", "hello").put("path", "tcp"));
    }

    @Test
    void textAtTheMenuIsOfferedToWhoWrote() {
        writes("amir");
        dana.type("hello amir").prompts("Say this to amir? [y/N] ").askedNot("message");
        dana.type("y")
                .asked("message {\"user\":\"amir\",\"text\":\"hello amir\"}")
                .prompts("@amir> ");
    }

    @Test
    void offeredTextIsDroppedByNo() {
        writes("amir");
        dana.type("hello amir", "").sees("-!- not said").askedNot("message").prompts("[@amir 1] Choice: ");
    }

    @Test
    void textGoesToWhoWroteLast() {
        writes("amir");
        writes("omar");
        dana.type("hello").prompts("Say this to omar? [y/N] ");
    }

    @Test
    void requestForChatIsTakenWithTheText() {
        dana.peer.withOnline("amir");
        dana.hear("chat-request", by("amir"));
        dana.type("hello amir").prompts("Chat with amir, and say this? [y/N] ").askedNot("answer");
        dana.type("y").asked("answer {\"user\":\"amir\",\"accept\":true}").asked("\"text\":\"hello amir\"");
        dana.prompts("@amir> ");
    }

    @Test
    void textTypedOnAtTheOfferIsMoreOfIt() {
        writes("amir");
        dana.type("one", "two").prompts("Say these 2 lines to amir? [y/N] ");
        dana.paste("three\nfour").prompts("Say these 4 lines to amir? [y/N] ");
        dana.type("y").sees("you: one").sees("you: two").sees("you: three").sees("you: four");
    }

    @Test
    void severalLinesAtTheMenuAreOffered() {
        dana.type("/create lab3", "/menu").clear();
        dana.paste("7\n/logout").prompts("Say these 2 lines to #lab3? [y/N] ").askedNot("logout {");
        dana.type("y").sees("you: 7").sees("you: /logout").prompts("#lab3> ");
    }

    @Test
    void numberIsAChoiceAndNoText() {
        writes("amir");
        dana.type("9").sees("!! choose 1 to 8").prompts("[@amir 1] Choice: ");
    }

    @Test
    void answerThatIsNoneIsOfferedToWhoWroteMeanwhile() {
        dana.type("2").prompts("name of the user: ");
        writes("amir");
        dana.type("how are you?").prompts("Say this to amir? [y/N] ");
        dana.type("n").prompts("name of the user: ").askedNot("message");
        writes("amir");
        dana.type("how are you?", "y").asked("how are you?").prompts("@amir> ");
    }

    @Test
    void wrongAnswerIsNotOfferedWhereNobodyWrote() {
        writes("amir");
        dana.type("2", "how are you?").sees("!! a name is").prompts("name of the user: ");
    }

    @Test
    void severalLinesAtAQuestionAreOfferedAndTheQuestionStays() {
        dana.type("/create lab3", "/whois").clear();
        dana.paste("one\ntwo").prompts("Say these 2 lines to #lab3? [y/N] ");
        dana.type("n").prompts("name of the user: ").askedNot("say");
    }

    @Test
    void severalLinesAreNoPassword() {
        FlowFixture omar = new FlowFixture();
        omar.type("2", "dana").prompts("password (not shown): ");
        omar.paste("se\ncret")
                .sees("!! these are 2 lines")
                .prompts("password (not shown): ")
                .askedNot("login {");
    }

    @Test
    void severalLinesAtAPasswordAreNotOffered() {
        dana.type("/create lab3", "/passwd").clear().paste("se\ncret").sees("!! these are 2 lines");
        dana.prompts("present password (not shown): ").askedNot("say");
    }

    @Test
    void qAndHelpDoAtAQuestionWhatTheySay() {
        for (String back : new String[] {"q", "Q", "quit", "QUIT"}) {
            dana.type("3").prompts("name of the room: ").type(back).prompts("Choice: ");
        }
        for (String help : new String[] {"help", "/help", "?"}) {
            dana.clear()
                    .type("3", help)
                    .sees("q goes back")
                    .prompts("name of the room: ")
                    .type("q");
        }
        dana.type("3", "#help")
                .prompts("sealed or open (Enter = sealed): ")
                .type("/menu")
                .prompts("Choice: ");
        assertTrue(dana.type("3", "/quit").ended());
    }

    @Test
    void qAndHelpDoAtAMenuWhatTheySay() {
        dana.type("8").sees("More").clear().type("q").sees("Main Menu");
        dana.clear().type("help").sees(" /unblock");
        dana.type("q")
                .prompts("End Hobnob and log out? (y/n, Enter is n): ")
                .type("n")
                .prompts("Choice: ");
        dana.type("quit").prompts("End Hobnob and log out? (y/n, Enter is n): ");
        assertTrue(dana.type("y").ended());
        assertTrue(new FlowFixture().type("q").ended());
    }

    @Test
    void commandInsteadOfAnOfferIsObeyed() {
        writes("amir");
        dana.type("hello", "/create lab3")
                .sees("-!- not said")
                .prompts("[@amir 1] #lab3> ")
                .askedNot("message");
    }

    @Test
    void commandThatOnlyShowsSomethingLeavesTheQuestion() {
        dana.peer.withOnline("omar");
        dana.type("2", "/who").sees("  omar  10.0.0.7").prompts("name of the user: ");
        dana.type("/logout")
                .sees("!! that is a command, and this is a question")
                .prompts("name of the user: ");
    }

    @Test
    void quittingShowsNoMenu() {
        assertTrue(dana.clear().type("/quit").ended());
        dana.sees("Logged out.").seesNot("Welcome!");
    }

    @Test
    void endOfInputGoesBackThenAsksThenEnds() {
        dana.type("3").endOfInput().prompts("Choice: ").endOfInput();
        dana.prompts("End Hobnob and log out? (y/n, Enter is n): ").askedNot("logout");
        dana.type("").prompts("Choice: ").endOfInput().endOfInput();
        assertTrue(dana.ended());
        FlowFixture omar = new FlowFixture();
        omar.type("1").endOfInput();
        assertFalse(omar.ended());
        assertTrue(omar.endOfInput().ended());
    }
}
