package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The room is told before somebody can read it (SPEC 8.5). */
@Tag("slow")
class NewReaderTest extends TwoPeers {
    @Test
    void nothingIsReadableBeforeTheLineIsShown() {
        AtomicBoolean showsNothing = new AtomicBoolean(true);
        omar.console().hears(event -> {
            boolean tellsOfDana =
                    event.getString("event").equals("room-reader") || "joined".equals(event.getString("what"));
            if (tellsOfDana && showsNothing.get()) {
                throw new RefusalException(Reason.UNAVAILABLE);
            }
        });
        omar.create("lab3");
        dana.join("lab3");
        omar.console().see("room-reader", "user", "dana");
        omar.say("lab3", "before");
        showsNothing.set(false);
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    omar.say("lab3", "after");
                    return dana.console().count("room-text", "text", "after") > 0;
                });
        assertEquals(0, dana.console().count("room-text", "text", "before"));
        assertEquals(0, dana.console().told("room-gap").count());
    }
}
