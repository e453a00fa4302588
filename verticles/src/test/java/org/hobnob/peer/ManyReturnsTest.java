package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry tells over and over that a member is back. */
@Tag("slow")
class ManyReturnsTest extends TwoPeers {
    private static final int RETURNS = 200;
    /** One lookup a second, and far more seconds than the notices take on a machine that is busy. */
    private static final int MOST_LOOKUPS = 60;

    @Test
    void memberIsLookedUpOnceASecondAtMost() {
        omar.create("lab3");
        dana.join("lab3");
        omar.console().see("reach", "user", "dana");
        JsonObject back = omar.ask(Addresses.PEER_REGISTRY, "members", BusPeer.room("lab3"))
                .put("event", "back")
                .put("user", "dana");
        back.remove("members");
        AtomicInteger lookups = omar.counting("contact");
        for (int i = 0; i < RETURNS; i++) {
            omar.news(Addresses.PEER_ROOM_NEWS, "notice", back.copy());
        }
        Awaitility.await().until(() -> omar.console().count("room-event", "what", "back") == RETURNS);
        Awaitility.await().until(() -> lookups.get() >= 1);
        assertTrue(lookups.get() <= MOST_LOOKUPS, () -> lookups + " lookups for " + RETURNS + " returns");
        dana.ask(Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "still here"));
        omar.console().see("room-text", "text", "still here");
    }
}
