package org.hobnob.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private messages wait at a friend's peer, and the registry keeps no mailboxes (SPEC 14.5). */
@Tag("slow")
@Tag("long")
class KeptMailTest {
    @TempDir
    Path folder;

    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;
    private BusPeer kim;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder, new TestSettings().mail(Optional.empty()));
        dana = BusPeer.online("dana", registry.port());
        omar = BusPeer.online("omar", registry.port());
        kim = BusPeer.online("kim", registry.port());
        kim.values().set(PeerKey.KEEP_MAIL_FOR, Optional.of("omar"));
        omar.values().set(PeerKey.MAIL_KEEPER, Optional.of("kim"));
        logOut(omar);
        omar.login();
    }

    @AfterEach
    void stop() {
        List.of(dana, omar, kim).forEach(BusPeer::stop);
        registry.close();
    }

    private static void logOut(BusPeer peer) {
        peer.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
    }

    /** They know each other's keys then, and Dana knows where Omar's letters may wait. */
    private void danaAndOmarMeet() {
        dana.message("omar", "hello omar");
        omar.console().see("direct", "text", "hello omar");
        omar.message("dana", "hello dana");
        dana.console().see("direct", "text", "hello dana");
    }

    private static JsonArray waiting(BusPeer peer, String list) {
        return peer.ask(Addresses.PEER_CHAT, "waiting", new JsonObject()).getJsonArray(list);
    }

    private void keptFor(String user) {
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> waiting(kim, "kept").stream()
                        .anyMatch(one -> ((JsonObject) one).getString("user").equals(user)));
    }

    private void danaMails(String text) {
        JsonObject said = dana.message("omar", text);
        assertEquals("queued", said.getString("state"));
        if (!said.getBoolean("mailed")) {
            dana.console().see("mailed", "id", said.getString("id"));
        }
    }

    private static List<String> texts(BusPeer peer) {
        return peer.console().told("direct").map(json -> json.getString("text")).toList();
    }

    @Test
    void friendPassesMessagesAndReceipts() {
        danaAndOmarMeet();
        logOut(omar);
        // Whether Omar's program had a put token for Dana in time is not known; one letter needs none.
        danaMails("message 1");
        logOut(dana);
        keptFor("omar");
        omar.login();
        omar.console().see("direct", "text", "message 1", "path", "letter");
        assertEquals(List.of("hello omar", "message 1"), texts(omar));
        keptFor("dana");
        logOut(omar);
        dana.login();
        dana.console().see("delivered", "user", "omar", "left", "0");
        assertEquals(new JsonArray(), waiting(dana, "waiting"));
    }
}
