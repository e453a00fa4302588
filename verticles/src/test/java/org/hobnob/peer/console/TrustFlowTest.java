package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** Comparing keys with a user, and accepting changed ones. */
class TrustFlowTest {
    private static final String OWN = "10101 20202 30303 40404 50505 60606";
    private static final String OLD = "11111 22222 33333 44444 55555 66666";
    private static final String NEW = "77777 88888 99999 00000 12345 67890";

    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject known() {
        return new JsonObject()
                .put("state", "known")
                .put("verified", false)
                .put("key", "k1")
                .put("number", OWN + " " + OLD)
                .put("pinnedNumber", OWN + " " + OLD)
                .put("pinnedVerified", false)
                .put("since", "2026-01-05");
    }

    private static JsonObject changed() {
        return known().put("state", "changed")
                .put("key", "k2")
                .put("number", OWN + " " + NEW)
                .put("pinnedVerified", true);
    }

    @Test
    void theNumberIsShownBeforeAYesCounts() {
        dana.peer.safetyNumber = known();
        dana.type("/verify omar yes")
                .seesInOrder("    " + OWN, "    " + OLD)
                .sees("/verify omar yes")
                .askedNot("verify {");
        dana.type("/verify Omar yes")
                .asked("verify {\"user\":\"omar\",\"key\":\"k1\"}")
                .sees("-- Omar is verified");
    }

    @Test
    void numberThatAnEarlierProgramDoesNotShowIsExplained() {
        dana.peer.safetyNumber = known().put("comparable", false);
        dana.type("/verify omar").sees("  If omar sees one line of six groups, that program is of an earlier version");
        dana.peer.safetyNumber = known().put("comparable", true);
        dana.clear().type("/verify omar").seesNot("earlier version");
    }

    @Test
    void verifyingOneUserDoesNotConfirmAnother() {
        dana.peer.safetyNumber = known();
        dana.type("/verify omar", "/verify amir yes").askedNot("verify {");
        dana.type("/verify omar yes").askedNot("verify {");
    }

    @Test
    void changedKeyIsAcceptedByName() {
        dana.hear("key-changed", new JsonObject().put("user", "omar"))
                .sees("!! omar!  KEY CHANGED, sending blocked: /verify omar");
        dana.peer.safetyNumber = changed();
        dana.type("/verify omar")
                .sees("KEY CHANGED since 2026-01-05, where you had compared it")
                .seesInOrder("  until now:", "    " + OWN, "    " + OLD, "  now:", "    " + OWN, "    " + NEW)
                .sees("/trust omar yes");
        dana.type("/verify omar yes").askedNot("verify {");
        dana.type("/trust omar yes")
                .asked("trust {\"user\":\"omar\",\"key\":\"k2\"}")
                .sees("-- the new key of omar is accepted");
    }

    @Test
    void knownNameWithAnotherKeyElsewhereIsTold() {
        dana.hear(
                        "key-elsewhere",
                        new JsonObject()
                                .put("user", "omar")
                                .put("registry", "LCJO-I7ZI-OPV7-J6XK")
                                .put("since", "2026-01-05")
                                .put("verified", true))
                .sees(
                        "-!- omar has another key here than the omar whom you verified at the registry LCJO-I7ZI-OPV7-J6XK")
                .sees("/verify omar");
    }

    @Test
    void keyChangedAfterItWasShownIsNotAccepted() {
        dana.peer.safetyNumber = changed();
        dana.type("/trust omar");
        dana.peer.safetyNumber = changed().put("key", "k3");
        dana.type("/trust omar yes").asked("\"key\":\"k2\"").askedNot("\"key\":\"k3\"");
    }

    @Test
    void aKeyThatHasNotChangedNeedsNoTrust() {
        dana.peer.safetyNumber = known();
        dana.type("/trust omar", "/trust omar yes").sees("has not changed").askedNot("trust {");
    }

    @Test
    void aContactThatIsAnOriginalOneNowIsAChangeToo() {
        dana.peer.safetyNumber = changed().putNull("key").putNull("number");
        dana.type("/trust omar").sees("now: none. It is an original client").type("/trust omar yes");
        dana.asked("trust {\"user\":\"omar\",\"key\":null}");
        dana.peer.safetyNumber = new JsonObject().put("state", "none").put("verified", false);
        dana.type("/verify amir").sees("-!- amir has an original client");
    }

    @Test
    void theMenuComparesByQuestions() {
        dana.peer.safetyNumber = known();
        dana.choose("/verify")
                .prompts("name of the user: ")
                .type("no name")
                .sees("!! a name is")
                .type("@omar")
                .sees(OLD)
                .prompts("is it the same on both screens? (y/n): ")
                .type("perhaps")
                .sees("!! answer y or n")
                .type("y")
                .asked("verify {")
                .prompts("Choice: ");
        dana.peer.safetyNumber = changed();
        dana.clear()
                .type("/verify", "omar")
                .prompts("accept the new key? (y/n): ")
                .type("n")
                .askedNot("trust {");
        dana.type("/verify", "omar", "y").asked("trust {");
    }

    @Test
    void keysAreDecidedOnByFreshAnswersOnly() {
        dana.peer.safetyNumber = known();
        dana.type("/verify", "omar")
                .prompts("is it the same on both screens? (y/n): ")
                .fresh(true);
        dana.type("q", "/whois").fresh(false);
    }

    @Test
    void anEntryOfTwoDigitsIsReachedToo() {
        dana.type("8");
        int last = dana.screen.stream()
                .filter(line -> line.contains(" : Back to the Main Menu"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(0, line.indexOf(':')).strip()))
                .findFirst()
                .orElseThrow();
        assertTrue(last > 9, "two digits");
        dana.clear()
                .type(Integer.toString(last))
                .sees("Main Menu")
                .clear()
                .type("8", Integer.toString(last + 1))
                .sees("!! choose 1 to " + last);
    }

    @Test
    void linesOfAVerifiedContactSaySo() {
        JsonObject message =
                new JsonObject().put("user", "amir").put("text", "hi").put("path", "tcp");
        dana.hear("direct", message.copy().put("verified", true)).sees("[@amir] hi  (tcp, verified)");
        dana.clear().hear("direct", message.copy().put("verified", false)).sees("[@amir] hi  (tcp)");
    }
}
