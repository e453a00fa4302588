package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers from before capabilities, as recorded, chat and share sealed rooms with today's peer (SPEC 4.9). */
@Tag("slow")
class EarlierMemberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        registry.close();
        Await.await(vertx.close());
    }

    private BusPeer today(String name) {
        return BusPeer.online(name, registry.port());
    }

    private static void awaitTexts(EarlierMember member, String... texts) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(texts), member.roomTexts()));
    }

    @Test
    void earlierPeerAsksForAChatAndWrites() {
        BusPeer omar = today("omar");
        try (EarlierMember dana = new EarlierMember(vertx, registry, "dana")) {
            dana.connectTo("omar");
            Future<JsonObject> answered = vertx.executeBlocking(() -> {
                omar.console().see("chat-request", "user", "dana");
                return omar.ask(
                        Addresses.PEER_CHAT, "answer", BusPeer.user("dana").put("accept", true));
            });
            dana.play("dana asks for a chat and omar accepts");
            Await.await(answered);
            dana.play("dana writes to omar");
            omar.console().see("direct", "user", "dana", "text", "good morning");
            assertEquals("delivered", omar.message("dana", "good morning, dana").getString("state"));
            assertEquals(
                    "good morning, dana",
                    dana.told("DIRECT_MESSAGE").get(0).words().get(2));
        } finally {
            omar.stop();
        }
    }

    @Test
    void earlierPeerTakesAChatAndWhatIsWritten() {
        BusPeer dana = today("dana");
        try (EarlierMember omar = new EarlierMember(vertx, registry, "omar")) {
            JsonObject answer = dana.ask(Addresses.PEER_CHAT, "request", BusPeer.user("omar"));
            assertEquals("accept", answer.getString("decision"));
            assertEquals("delivered", dana.message("omar", "good morning").getString("state"));
            assertEquals(
                    "good morning", omar.told("DIRECT_MESSAGE").get(0).words().get(2));
            omar.connectTo("dana").play("omar writes to dana");
            dana.console().see("direct", "user", "omar", "text", "good = morning \\ dana");
        } finally {
            dana.stop();
        }
    }

    @Test
    void earlierPeerJoinsARoomAndTalks() {
        BusPeer dana = today("dana");
        dana.create("lab3");
        try (EarlierMember omar = new EarlierMember(vertx, registry, "omar")) {
            assertTrue(omar.registry().ask("JOIN_CHAT_ROOM lab3 - 1").contains("<200>"));
            dana.console().see("room-event", "user", "omar");
            dana.say("lab3", "the first line");
            awaitTexts(omar, "the first line");
            omar.connectTo("dana").play("dana speaks in the room").play("omar speaks in the room");
            dana.console().see("room-text", "user", "omar", "text", "the second line");
            dana.say("lab3", "the third line");
            awaitTexts(omar, "the first line", "the third line");
        } finally {
            dana.stop();
        }
    }

    @Test
    void earlierHostIsHeardInItsRoom() {
        BusPeer omar = today("omar");
        try (EarlierMember dana = new EarlierMember(vertx, registry, "dana")) {
            assertTrue(dana.registry().ask("CREATE_CHAT_ROOM lab3 - 0 \\z").contains("<200>"));
            omar.join("lab3");
            dana.connectTo("omar")
                    .play("dana speaks in the room")
                    .play("omar speaks in the room")
                    .play("dana says what fills three datagrams");
            omar.console().see("room-text", "user", "dana", "text", "the first line in the room");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> omar.console()
                            .told("room-text")
                            .anyMatch(text -> text.getString("text").endsWith("word399")));
            omar.ask(Addresses.PEER_ROOM, "leave", BusPeer.room("lab3"));
            omar.join("lab3");
            dana.play("dana speaks again when omar has left and is back");
            omar.console().see("room-text", "user", "dana", "text", "omar is back");
            assertEquals(0, omar.console().count("room-gap"));
            omar.say("lab3", "heard");
            awaitTexts(dana, "heard");
        } finally {
            omar.stop();
        }
    }
}
