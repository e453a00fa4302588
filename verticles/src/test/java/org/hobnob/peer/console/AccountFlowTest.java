package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;

/** Staying logged in, the earlier form of passwords, changing them, and where one is logged in. */
class AccountFlowTest {
    /** Whose key it is does not matter here. */
    private static final String PIN = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH-IIII-JJJJ-KKKK-LLLL-MMMA";

    private final FlowFixture dana = new FlowFixture();

    private void hasAccount() {
        dana.peer.accounts.put("dana", FlowFixture.hash("topsecret"));
        dana.peer.takesProofs = true;
    }

    @Test
    void loginAsksWhetherToStay() {
        hasAccount();
        dana.type("2", "dana", "topsecret").prompts("stay logged in on this machine? (y/n, Enter is n): ");
        dana.type("perhaps").sees("!! answer y or n");
        dana.type("y").sees("Logged in as dana.").asked("\"stay\":true").prompts("Choice: ");
    }

    @Test
    void enterDoesNotStay() {
        hasAccount();
        dana.type("2", "dana", "topsecret", "").sees("Logged in as dana.").asked("\"stay\":false");
    }

    @Test
    void stayBehindTheNameAsksForThePasswordOnly() {
        hasAccount();
        dana.type("/login dana stay").prompts("password (not shown): ").hidden(true);
        dana.type("topsecret").sees("Logged in as dana.").asked("\"stay\":true");
    }

    @Test
    void stayBehindThePasswordIsNoPartOfIt() {
        hasAccount();
        dana.type("/login dana topsecret stay").sees("Logged in as dana.").asked("\"stay\":true");
        dana.type("/quit").asked("logout {}").askedNot("forget");
    }

    @Test
    void theKeyLogsInWhoStayed() {
        hasAccount();
        dana.peer.stayed = Optional.of("dana");
        dana.peer.keyLogsIn = dana.peer.stayed;
        dana.begins().sees("Logged in as dana.").askedNot("password");
        dana.clear().type("/logout").asked("\"forget\":true");
        dana.begins().askedNot("login");
    }

    @Test
    void bannedUserReadsWhyAndUntilWhen() {
        RefusalException banned = new RefusalException(
                Reason.BANNED, 1, new Particulars("be \u001b[2Jkind", OptionalLong.of(1_800_000_000_000L)));
        String line = Explanations.of(banned);
        assertTrue(line.contains("until 2027-01-1") && line.endsWith("The registry says: be \uFFFD[2Jkind"), line);
    }

    @Test
    void invitationThatIsNoneIsAskedForOnceMore() {
        dana.peer.takesProofs = true;
        dana.peer.invitation = Optional.of("ABCDEFGHJKMNPQRS");
        dana.type("/signup dana").prompts("invitation: ");
        dana.type("ABCD-EFGH-JKMN-PQRT", "topsecret", "topsecret").sees("!! that invitation is unknown");
        dana.type("/signup dana").prompts("invitation: ");
        dana.type("ABCD-EFGH-JKMN-PQRS", "topsecret", "topsecret").sees("Logged in as dana.");
    }

    @Test
    void endOfInputAnswersTheQuestionForAnInvitation() {
        dana.peer.takesProofs = true;
        dana.peer.invitation = Optional.of("ABCDEFGHJKMNPQRS");
        dana.type("/signup dana").prompts("invitation: ").endOfInput().prompts("Choice: ");
    }

    @Test
    void keyThatIsRefusedLeavesTheMenu() {
        hasAccount();
        dana.peer.stayed = Optional.of("dana");
        dana.begins()
                .sees("!! this profile's key does not log in dana any more")
                .prompts("Choice: ");
        dana.type("2", "dana").sees("!! wrong name or password").prompts("password (not shown): ");
        dana.type("topsecret").sees("Logged in as dana.").asked("\"stay\":true");
    }

    @Test
    void takenNameIsToldBeforeThePassword() {
        hasAccount();
        dana.type("1", "dana").sees("!! that name is taken").prompts("username: ");
        dana.type("dina").prompts("password (not shown): ");
    }

    @Test
    void bothDigestsAreMadeForARegistryThatIsKnown() {
        dana.peer.pin = PIN;
        dana.type("1", "dana", "topsecret", "topsecret").sees("Logged in as dana.");
        dana.asked("\"password2\":\"").askedNot("\"password2\":null").askedNot("topsecret\"");
    }

    @Test
    void earlierFormOfThePasswordIsSentOnlyAfterAYes() {
        hasAccount();
        dana.peer.pin = PIN;
        dana.peer.wantsOldDigest = true;
        dana.type("2", "dana", "topsecret", "n")
                .sees("-!- The registry wants your password in its earlier form.")
                .seesInOrder("    AAAA-BBBB-CCCC-DDDD", "    in full " + PIN)
                .prompts("send the password in its earlier form? (y/n): ");
        dana.type("n").sees("was not sent").prompts("Choice: ").askedNot("\"old\":true");
        dana.type("2", "dana", "topsecret", "n", "y").sees("Logged in as dana.").asked("\"old\":true");
    }

    @Test
    void signupAsksTheSame() {
        dana.peer.pin = PIN;
        dana.peer.wantsOldDigest = true;
        dana.type("1", "dana", "topsecret", "topsecret").prompts("send the password in its earlier form? (y/n): ");
        dana.type("y").sees("Account created successfully.").sees("Logged in as dana.");
    }

    @Test
    void commandSaysHowToBeAsked() {
        hasAccount();
        dana.peer.wantsOldDigest = true;
        dana.type("/login dana topsecret").sees("was not sent. Login and Signup in the menu ask");
    }

    @Test
    void passwordIsChangedByQuestions() {
        hasAccount();
        dana.type("/passwd").sees("!! log in first");
        dana.type("/login dana topsecret", "/passwd")
                .prompts("present password (not shown): ")
                .hidden(true);
        dana.type("topsecret", "").sees("at least eight characters").prompts("new password (not shown): ");
        dana.type("muchbetter", "muchbettor").sees("not the same").prompts("new password (not shown): ");
        dana.type("muchbetter", "muchbetter")
                .sees("Password changed")
                .sees("/passwd original lets them")
                .prompts("Choice: ");
        dana.asked("\"old\":{\"password\":\"" + FlowFixture.hash("topsecret"));
        dana.asked("\"new\":{\"password\":\"" + FlowFixture.hash("muchbetter")).asked("\"originals\":false");
        dana.clear()
                .type("/passwd original", "muchbetter", "verybest", "verybest")
                .asked("\"originals\":true");
        dana.clear()
                .type("/passwd verybest topsecret original")
                .asked("\"originals\":true")
                .seesNot("lets them");
    }

    @Test
    void loginsAreListed() {
        hasAccount();
        dana.type("/login dana topsecret");
        dana.peer.sessions = new JsonArray()
                .add(login("127.0.0.1", true).put("key", "ab".repeat(16)))
                .add(login("10.0.0.7", false));
        dana.clear()
                .type("/sessions")
                .sees("  here      from 127.0.0.1, since ")
                .sees("  2 logins. /logout all ends");
        dana.sees("  elsewhere from 10.0.0.7").sees(", by a program without a key");
        assertEquals(
                1,
                dana.screen.stream()
                        .filter(line -> line.contains("without a key"))
                        .count());
    }

    private static JsonObject login(String address, boolean isHere) {
        return new JsonObject()
                .put("address", address)
                .put("begun", 1_796_000_000_000L)
                .put("used", 1_796_000_060_000L)
                .put("here", isHere);
    }

    @Test
    void logoutThatTheRegistryDoesNotHearOfIsNotCalledOne() {
        dana.peer.accounts.put("dana", FlowFixture.hash("secret"));
        dana.type("/login dana secret").peer.registryAway = true;
        dana.type("/quit")
                .sees("-!- Logged out here, but the registry could not be told")
                .seesNot("-- Logged out.");
    }

    @Test
    void registryWithAnotherKeyIsNamedAsThat() {
        dana.peer.pin = "K7QD-93FX";
        dana.peer.hasOtherKey = true;
        dana.type("/login dana secret")
                .sees("!! the registry shows another key than the one you trust, so nothing was sent to it")
                .sees("did change to K7QD-93FX")
                .askedNot("login {");
    }

    @Test
    void logoutAllEndsAllLogins() {
        hasAccount();
        dana.type("/login dana topsecret", "/logout everywhere").sees("!! usage: /logout [all]");
        dana.type("/logout all")
                .asked("\"all\":true")
                .sees("-- Logged out everywhere.")
                .sees("Welcome!");
    }
}
