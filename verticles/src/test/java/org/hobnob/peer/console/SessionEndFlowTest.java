package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.text.SessionEndWording;
import org.hobnob.protocol.message.SessionEnd;
import org.junit.jupiter.api.Test;

/** What the registry says to its users. */
class SessionEndFlowTest {
    private final FlowFixture dana = FlowFixture.loggedIn();

    @Test
    void eachEndForGoodHasASentenceOfItsOwn() {
        List<SessionEnd> ends =
                Arrays.stream(SessionEnd.values()).filter(SessionEnd::isForGood).toList();
        assertEquals(
                ends.size(),
                ends.stream().map(SessionEndWording::loggedOut).distinct().count());
    }

    @Test
    void banTellsItsReasonAndEnd() {
        dana.hear("state", new JsonObject().put("state", "ended").put("detail", "banned"))
                .sees("!! You are banned from this registry, and logged out.");
        dana.hear(
                        "session-ended",
                        new JsonObject()
                                .put("reason", "be \u001b[2Jkind")
                                .put("until", FlowFixture.TWO_PAST_TEN.millis() + 3_600_000))
                .sees("-!- The registry says: be \uFFFD[2Jkind")
                .sees("-!- You may log in again from 11:02 on.");
    }

    @Test
    void announcementIsMarkedAndSafe() {
        dana.hear("announcement", new JsonObject().put("text", "back\u001b[H").put("by", "\u202ethe staff"))
                .sees("-!- Announcement of the registry (\uFFFDthe staff): back\uFFFD[H");
        dana.clear()
                .hear("announcement", new JsonObject().put("text", "back").put("by", ""))
                .sees("-!- Announcement of the registry: back");
    }
}
