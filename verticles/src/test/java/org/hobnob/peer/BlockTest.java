package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a blocked user meets, and what goes on all the same. */
@Tag("slow")
class BlockTest {
    private static final DirectChatVerticle.Bounds IMPATIENT =
            new DirectChatVerticle.Bounds(IncomingLines.Bounds.DEFAULT, 8, 400);

    @TempDir
    Path folder;

    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        dana = BusPeer.online("dana", registry.port(), IMPATIENT);
        omar = BusPeer.online("omar", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
    }

    private void danaWants(String level) {
        dana.ask(Addresses.PEER_CONTACTS, "ignore", BusPeer.user("OMAR").put("level", level));
    }

    private JsonArray danasList() {
        return dana.ask(Addresses.PEER_CONTACTS, "ignored", new JsonObject()).getJsonArray("users");
    }

    private static Future<JsonObject> requested(BusPeer from, String whom) {
        return from.asking(Addresses.PEER_CHAT, "request", BusPeer.user(whom));
    }

    @Test
    void memberTellsWhetherItCanConnectBackUnlessItBlocks() {
        assertEquals(
                true,
                omar.ask(Addresses.PEER_CHAT, "line", BusPeer.user("dana")).getBoolean("back"));
        danaWants("blocked");
        assertEquals(
                false,
                omar.ask(Addresses.PEER_CHAT, "line", BusPeer.user("dana")).getBoolean("back"));
    }

    @Test
    void blockedUserAsksForAChatInVain() {
        danaWants("blocked");
        assertEquals("no-answer", Await.await(requested(omar, "dana")).getString("decision"));
        assertEquals(0, dana.console().count("chat-request"));
    }

    @Test
    void blockedUsersMessagesWaitUntilTheBlockEnds() {
        danaWants("blocked");
        assertEquals("queued", omar.message("dana", "psst").getString("state"));
        omar.console().see("direct-held", "user", "dana", "reason", "unavailable");
        assertEquals(0, dana.console().count("direct"));
        dana.ask(Addresses.PEER_CONTACTS, "unignore", BusPeer.user("omar"));
        dana.console().see("direct", "user", "omar", "text", "psst");
    }

    @Test
    void blockEndsAChatAndClosesConnections() {
        Future<JsonObject> request = requested(omar, "dana");
        dana.console().see("chat-request", "user", "omar");
        dana.ask(Addresses.PEER_CHAT, "answer", BusPeer.user("omar").put("accept", true));
        assertEquals("accept", Await.await(request).getString("decision"));
        danaWants("blocked");
        omar.console().see("chat-ended", "user", "dana");
        Awaitility.await().atMost(Await.PATIENCE).until(() -> dana.counted("incoming") == 0);
    }

    @Test
    void roomGoesOnWithABlockedMember() {
        dana.create("lab3");
        omar.join("lab3");
        danaWants("blocked");
        for (int i = 0; i < 3; i++) {
            JsonObject said = omar.sayToAll("lab3", "line " + i);
            assertEquals(List.of("dana"), BusPeer.names(said.getJsonArray("confirmed")));
            dana.console().see("room-text", "user", "omar", "text", "line " + i);
            dana.sayToAll("lab3", "reply " + i);
            omar.console().see("room-text", "user", "dana", "text", "reply " + i);
        }
    }

    @Test
    void consoleIsToldAgainAfterARestart() {
        omar.message("dana", "hello");
        danaWants("blocked");
        dana.console().see("ignored", "users", "[{\"user\":\"omar\",\"level\":\"blocked\"}]");
        dana.quit();
        dana = dana.again(registry.port());
        dana.console().see("ignored", "users", "[{\"user\":\"omar\",\"level\":\"blocked\"}]");
        assertEquals("omar", danasList().getJsonObject(0).getString("user"));
        dana.ask(Addresses.PEER_CONTACTS, "unignore", BusPeer.user("Omar"));
        assertEquals(0, danasList().size());
    }
}
