package org.hobnob.peer;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.ConformanceRunner;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A peer against the checks of {@code protocol/conformance}, which follow SPEC 7, 8 and 12.1 and not this code. */
@Tag("slow")
class PeerConformanceTest {
    /** No other test has a room of that name: on one machine each hears the groups of all (SPEC 4.4). */
    private static final String ROOM = "peer-conformance";

    private RegistryFixture registry;
    private BusPeer omar;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = RegistryFixture.start(folder);
        omar = BusPeer.online("omar", registry.port());
        omar.create(ROOM);
        omar.console().hears(this::answer);
    }

    @AfterEach
    void stop() {
        omar.stop();
        registry.close();
    }

    /** Accepts chats, and says something whenever it is spoken to. */
    private void answer(JsonObject event) {
        String user = event.getString("user");
        switch (event.getString("event")) {
            case "chat-request" ->
                omar.asking(Addresses.PEER_CHAT, "answer", BusPeer.user(user).put("accept", true));
            case "direct" ->
                omar.asking(Addresses.PEER_CHAT, "message", BusPeer.user(user).put("text", "I have read that"));
            case "room-text" ->
                omar.asking(Addresses.PEER_ROOM, "say", BusPeer.room(ROOM).put("text", "I have heard that"));
            default -> {}
        }
    }

    @Test
    @Timeout(180)
    void peerPassesTheChecksInPython() {
        ConformanceRunner.check(
                "--registry",
                "127.0.0.1:" + registry.port(),
                "--pin",
                registry.registry().pin().toString(),
                "--peer",
                "omar",
                "--room",
                ROOM);
    }
}
