package org.hobnob.peer.console;

import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** What is pasted is text. */
class PasteFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    @Test
    void severalLinesAreTextWhateverIsInThem() {
        dana.type("/create lab3").clear();
        dana.paste("q\n7\n/logout\n//x\n\nend\n")
                .prompts("#lab3> ")
                .askedNot("logout {")
                .askedNot("leave {");
        dana.sees("you: q").sees("you: 7").sees("you: /logout").sees("you: //x").sees("you: end");
    }

    @Test
    void manyLinesAreSaidOnlyAfterAsking() {
        dana.type("/create lab3").clear();
        dana.paste("x\n".repeat(21)).askedNot("say").prompts("Say these 21 lines to #lab3? (y/n, Enter is n): ");
        dana.type("").askedNot("say").prompts("#lab3> ");
        dana.paste("x\n".repeat(21)).type("y").asked("say").prompts("#lab3> ");
    }

    @Test
    void onePastedLineIsTheAnswerToTheQuestion() {
        dana.peer.withOnline("omar");
        dana.type("2").paste("omar\n").sees("omar is online:").prompts("Choice: ");
    }

    @Test
    void severalLinesDoNotAnswerAQuestion() {
        dana.clear().type("2").paste("omar\nlena").sees("!! these are 2 lines, and this is a question");
        dana.askedNot("search").prompts("name of the user: ");
    }

    @Test
    void pathIsText() {
        dana.type("/create lab3").clear();
        dana.type("/etc/hosts has it").sees("you: /etc/hosts has it").seesNot("unknown command");
    }

    @Test
    void pastedLineIsCommandOnlyIfThereIsOne() {
        dana.type("/create lab3").clear();
        dana.paste("/home is full").sees("you: /home is full").seesNot("unknown command");
        dana.paste("/names").asked("members");
    }

    @Test
    void unknownTypedCommandIsNoText() {
        dana.type("/create lab3").clear();
        dana.type("/home is full").sees("!! unknown command /home").askedNot("say");
    }
}
