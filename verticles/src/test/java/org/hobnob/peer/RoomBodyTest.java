package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a message in a room says besides its text (SPEC 7.2). */
@Tag("slow")
class RoomBodyTest {
    @TempDir
    private Path folder;

    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        dana = BusPeer.online("dana", registry.port());
        omar = BusPeer.online("omar", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
    }

    @Test
    void bodyReachesTheOtherMembers() {
        dana.create("lab3");
        omar.join("lab3");
        dana.console().see("reach", "user", "omar");
        JsonObject reply =
                new JsonObject().put("user", "omar").put("id", "0a".repeat(16)).put("quote", "see you");
        JsonObject body = new JsonObject()
                .put("room", "lab3")
                .put("text", "* dana waves")
                .put("action", true)
                .put("replyTo", reply);
        long before = System.currentTimeMillis();
        String id = dana.ask(Addresses.PEER_ROOM, "say", body).getString("id");
        long after = System.currentTimeMillis();
        JsonObject seen = omar.console().see("room-text", "text", "* dana waves");
        assertEquals(true, seen.getBoolean("action"));
        assertEquals(reply, seen.getJsonObject("replyTo"));
        assertEquals(id, seen.getString("id"));
        long saidAt = seen.getLong("saidAt");
        assertTrue(before <= saidAt && saidAt <= after, before + " " + saidAt + " " + after);
    }
}
