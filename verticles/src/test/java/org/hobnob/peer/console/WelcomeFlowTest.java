package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** From the start to being logged in, and out again. */
class WelcomeFlowTest {
    private final FlowFixture dana = new FlowFixture();

    @Test
    void firstMenuHasTheOriginalEntries() {
        assertEquals("Welcome!", dana.screen.get(1));
        assertEquals("  1 : Signup                       /signup", dana.screen.get(2));
        assertEquals("  2 : Login                        /login", dana.screen.get(3));
        assertEquals("  3 : Exit                         /quit", dana.screen.get(4));
        dana.prompts("Choice: ");
    }

    @Test
    void signUpAsksTwiceForThePassword() {
        dana.type("1").prompts("username: ").hidden(false);
        dana.type("dana").prompts("password (not shown): ").hidden(true);
        dana.type("topsecret").prompts("again: ").hidden(true);
        dana.type("topsecret").prompts("Choice: ").hidden(false);
        dana.sees("-- Account created successfully.")
                .sees("-- Logged in as dana.")
                .sees("Main Menu");
        dana.asked(FlowFixture.hash("topsecret")).askedNot("topsecret\"");
    }

    @Test
    void mainMenuHasTheOriginalEntriesInOrder() {
        dana.type("1", "dana", "topsecret", "topsecret");
        int title = dana.screen.indexOf("Main Menu");
        String[] labels = {
            "Find Online Users",
            "Search User",
            "Create a Chat Room",
            "Find Chat Rooms",
            "Join a Chat Room",
            "One to One chat",
            "Logout",
            "More …"
        };
        for (int i = 0; i < labels.length; i++) {
            assertTrue(dana.screen.get(title + 1 + i).startsWith("  " + (i + 1) + " : " + labels[i]));
        }
        assertEquals(title + labels.length + 1, dana.screen.size());
    }

    @Test
    void menuLeadsToAnAccountInFourAnswers() {
        dana.type("1", "dana", "topsecret", "topsecret")
                .sees("Logged in as dana.")
                .sees("Main Menu");
        assertEquals(4, dana.answers());
    }

    @Test
    void aNameThatIsNoneIsAskedForAgain() {
        dana.type("1", "da na").sees("!! a name is 1 to 32 letters").prompts("username: ");
        dana.type("4711").prompts("username: ");
        dana.type("dana").prompts("password (not shown): ");
    }

    @Test
    void aTakenNameIsAskedForAgain() {
        dana.peer.accounts.put("dana", "x");
        dana.type("1", "dana", "topsecret", "topsecret")
                .sees("!! that name is taken")
                .prompts("username: ");
        dana.type("dina", "topsecret", "topsecret").sees("Logged in as dina.");
    }

    @Test
    void twoPasswordsThatDifferAreAskedForAgain() {
        dana.type("1", "dana", "topsecret", "topsecert").sees("!! the two are not the same");
        dana.prompts("password (not shown): ").hidden(true).askedNot("register");
        dana.type("", "topsecret", "topsecret")
                .sees("at least eight characters")
                .sees("Logged in as dana.");
    }

    @Test
    void newPasswordHasEightCharacters() {
        dana.type("1", "dana", "1234567")
                .sees("!! a password has at least eight characters")
                .prompts("password (not shown): ");
        dana.type("12345678").prompts("again: ");
    }

    @Test
    void aPasswordKeepsItsBlanks() {
        dana.type("1", "dana", " a b c d ", " a b c d ").asked(FlowFixture.hash(" a b c d "));
    }

    @Test
    void goingBackIsExplainedOnce() {
        dana.type("/login dana").sees("-!- quit goes back from any question").clear();
        dana.type("quit", "1").seesNot("quit goes back");
    }

    @Test
    void aLoginLeadsToTheMainMenuFromAnywhere() {
        dana.peer.accounts.put("dana", FlowFixture.hash("topsecret"));
        dana.type("/login dana topsecret").sees("Main Menu");
        dana.clear().type("7").sees("Welcome!");
    }

    @Test
    void wholeLinesRefuseShortPasswordsToo() {
        dana.type("/signup dana sevenpw").sees("!! a password has at least eight characters");
        assertEquals(0, dana.peer.accounts.size());
        dana.type("/signup dana eight-pw").sees("Logged in as dana.").clear();
        dana.type("/passwd eight-pw sevenpw").sees("!! a password has at least").askedNot("change-password");
    }

    @Test
    void signUpIsRefusedWhileLoggedIn() {
        dana.type("1", "dana", "topsecret", "topsecret").clear();
        for (String command :
                new String[] {"/signup", "/signup x", "/signup x y", "/login", "/login x", "/login x y"}) {
            dana.clear()
                    .type(command)
                    .sees("!! logged in already; /logout first")
                    .prompts("Choice: ");
        }
        assertEquals(1, dana.peer.accounts.size());
    }

    @Test
    void wrongPasswordIsAskedForAgain() {
        dana.peer.accounts.put("dana", FlowFixture.hash("topsecret"));
        dana.type("2", "dana", "topsecert").sees("!! wrong name or password").prompts("username: ");
        dana.clear().type("quit").prompts("Choice: ").sees("Welcome!");
        dana.type("2", "dana", "topsecret").sees("Logged in as dana.");
    }

    @Test
    void commandsWorkAtTheFirstMenu() {
        dana.type("/signup dana").prompts("password (not shown): ").hidden(true);
        dana.type("topsecret", "topsecret").sees("Logged in as dana.");
        dana.type("/logout", "/login").prompts("username: ");
        dana.type("quit", "/login dana topsecret").sees("Logged in as dana.").prompts("Choice: ");
    }

    @Test
    void aWrongChoiceIsAskedAgainWithAClearLine() {
        for (String wrong : new String[] {"0", "4", "9", "11", "hello you", "//x", "signup", "Who"}) {
            dana.clear().type(wrong).sees("!! choose 1 to 3").prompts("Choice: ");
        }
        assertEquals(0, dana.peer.asked.size());
    }

    @Test
    void commandThatNeedsALoginSaysSo() {
        dana.peer.withOnline("omar");
        for (String command :
                new String[] {"/create", "/join lab3", "/join", "/who", "/rooms", "/msg omar hi", "/chat omar", "/say x"
                }) {
            dana.clear().type(command).sees("!! log in first").prompts("Choice: ");
        }
        assertEquals(0, dana.session.conversations().all().size());
    }

    @Test
    void mistypedCommandIsNeverSent() {
        dana.type("/singup").sees("!! unknown command /singup; did you mean /signup?");
        dana.type("/xyzzy").sees("!! unknown command /xyzzy; /help lists them");
        dana.askedNot("singup");
    }

    @Test
    void exitAndItsCommandEnd() {
        assertTrue(dana.type("3").ended());
        assertTrue(new FlowFixture().type("/quit").ended());
    }

    @Test
    void logoutForgetsTheConversations() {
        FlowFixture omar = FlowFixture.loggedIn();
        omar.type("/create lab3").prompts("#lab3> ");
        omar.clear().type("/logout").sees("-- Logged out.").sees("Welcome!").prompts("Choice: ");
        omar.clear().type("7").sees("!! choose 1 to 3");
        omar.type("2", "dana", "secret").prompts("Choice: ");
        assertEquals(0, omar.session.conversations().all().size());
    }
}
