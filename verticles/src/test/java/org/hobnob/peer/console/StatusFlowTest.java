package org.hobnob.peer.console;

import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.junit.jupiter.api.Test;

/** What users say about being there. */
class StatusFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    @Test
    void awayAndBackAreSaid() {
        dana.type("/away at lunch")
                .asked("status {\"away\":true,\"text\":\"at lunch\"}")
                .sees("-- You are away to the others.");
        dana.clear().type("/status").sees("  status    away: at lunch");
        dana.clear().type("/back").asked("status {\"away\":false,\"text\":\"\"}");
        dana.clear().type("/status").seesNot("  status    ");
    }

    @Test
    void statusThatIsTooLongIsNotSaid() {
        dana.type("/away " + "x".repeat(81)).askedNot("status").sees("!! too long");
    }

    @Test
    void listsShowWhoIsAway() {
        dana.peer.withOnline("omar", "amir").withStatus("omar", "away:YXQgbHVuY2g");
        dana.type("/who").sees("  omar  10.0.0.7:4711  native  away: at lunch").sees("  amir  10.0.0.7:4711  native");
        dana.clear().type("/whois omar").sees("native  away: at lunch");
        dana.peer.withRoom("lab", Optional.empty(), "omar");
        dana.clear().type("/join lab", "/names").sees("  omar  away: at lunch");
    }

    @Test
    void statusIsShownWhenAChatBegins() {
        dana.peer.withOnline("omar", "amir").withStatus("omar", "away:YXQgbHVuY2g");
        dana.type("/msg omar hi").sees("-!- omar is away: at lunch");
        dana.clear().type("/msg omar again").seesNot("omar is away");
        dana.clear().type("/msg amir hi").seesNot("amir is");
    }

    @Test
    void statusThatCannotBeReadIsNotShown() {
        dana.peer.withOnline("omar").withStatus("omar", "busy");
        dana.type("/who").seesNot("busy");
    }
}
