package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One-to-one chats: asked for, agreed to, ended. */
@Tag("slow")
class OneToOneTest {
    @TempDir
    Path folder;

    /** Whose requests and questions end soon. */
    private static final DirectChatVerticle.Bounds IMPATIENT =
            new DirectChatVerticle.Bounds(IncomingLines.Bounds.DEFAULT, 8, 400);

    private final List<BusPeer> peers = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        dana = online("dana");
        omar = online("omar");
    }

    private BusPeer online(String name) {
        return online(name, DirectChatVerticle.Bounds.DEFAULT);
    }

    private BusPeer online(String name, DirectChatVerticle.Bounds bounds) {
        BusPeer peer = BusPeer.online(name, registry.port(), bounds);
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void stop() {
        peers.forEach(BusPeer::stop);
        registry.close();
        Await.await(vertx.close());
    }

    private static Future<JsonObject> requested(BusPeer peer, String user) {
        return peer.asking(Addresses.PEER_CHAT, "request", BusPeer.user(user));
    }

    private static void answer(BusPeer peer, String user, boolean accept) {
        peer.console().see("chat-request", "user", user);
        peer.ask(Addresses.PEER_CHAT, "answer", BusPeer.user(user).put("accept", accept));
    }

    private static String decision(Future<JsonObject> request) {
        return Await.await(request).getString("decision");
    }

    private void chatting(BusPeer asker, String askerName, BusPeer asked, String askedName) {
        Future<JsonObject> request = requested(asker, askedName);
        answer(asked, askerName, true);
        assertEquals("accept", decision(request));
    }

    @Test
    void askedUserAcceptsOrRefuses() {
        Future<JsonObject> first = requested(dana, "omar");
        answer(omar, "dana", false);
        assertEquals("reject", decision(first));
        omar.console().clear();
        chatting(dana, "dana", omar, "omar");
        assertEquals("tcp", dana.message("omar", "hello").getString("path"));
        omar.console().see("direct", "user", "dana", "text", "hello", "path", "tcp");
        // What was agreed to once need not be asked again, from either side.
        assertEquals("already", decision(requested(dana, "omar")));
        assertEquals("already", decision(requested(omar, "dana")));
        assertEquals(1, omar.console().count("chat-request"));
    }

    @Test
    void requestToAnAskingUserAcceptsTheChat() {
        Future<JsonObject> first = requested(dana, "omar");
        omar.console().see("chat-request", "user", "dana");
        assertEquals("accept", decision(requested(omar, "dana")));
        assertEquals("accept", decision(first));
        assertEquals(0, dana.console().count("chat-request"));
    }

    @Test
    void theEndOfAChatIsToldToTheOther() {
        chatting(dana, "dana", omar, "omar");
        assertTrue(dana.ask(Addresses.PEER_CHAT, "end", BusPeer.user("omar")).getBoolean("ended"));
        omar.console().see("chat-ended", "user", "dana");
        assertEquals(0, dana.console().count("chat-ended"));
        assertFalse(omar.ask(Addresses.PEER_CHAT, "end", BusPeer.user("dana")).getBoolean("ended"));
        // A message is taken without a chat as well.
        dana.message("omar", "one thing more");
        omar.console().see("direct", "text", "one thing more");
    }

    @Test
    void loggingOutEndsChatsAndRequests() {
        BusPeer nour = online("nour");
        chatting(dana, "dana", omar, "omar");
        requested(nour, "omar");
        omar.console().see("chat-request", "user", "nour");
        dana.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        nour.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        omar.console().see("chat-ended", "user", "dana");
        omar.console().see("chat-ended", "user", "nour");
        assertEquals(
                Reason.NOT_ONLINE,
                omar.refusal(Addresses.PEER_CHAT, "answer", BusPeer.user("nour").put("accept", true)));
    }

    @Test
    void userWithTheMostChatsIsBusy() {
        for (int i = 0; i < DirectChatVerticle.Bounds.DEFAULT.chats(); i++) {
            String name = "guest" + i;
            chatting(online(name), name, omar, "omar");
        }
        assertEquals("busy", decision(requested(dana, "omar")));
        assertEquals(0, omar.console().count("chat-request", "user", "dana"));
        omar.ask(Addresses.PEER_CHAT, "end", BusPeer.user("guest0"));
        chatting(dana, "dana", omar, "omar");
    }

    @Test
    void unansweredRequestLapsesAtTheOneAsked() {
        BusPeer nour = online("nour", IMPATIENT);
        assertEquals("no-answer", decision(requested(dana, "nour")));
        nour.console().see("chat-ended", "user", "dana");
        assertEquals(1, nour.console().count("chat-request"));
    }

    @Test
    void unansweredRequestLapsesAtTheAsker() {
        BusPeer nour = online("nour", IMPATIENT);
        assertEquals("no-answer", decision(requested(nour, "omar")));
        omar.console().see("chat-request", "user", "nour");
    }

    @Test
    void repeatedRequestWaitsForTheFirstAnswer() {
        Future<JsonObject> first = requested(dana, "omar");
        omar.console().see("chat-request", "user", "dana");
        assertEquals("waiting", decision(requested(dana, "OMAR")));
        answer(omar, "dana", true);
        assertEquals("accept", decision(first));
        assertEquals(1, omar.console().count("chat-request"));
    }

    @Test
    void requestsRepeatedOnTheWireGetOneAnswer() {
        int door = dana.contactOf("omar").getInteger("directPort");
        try (Stranger earlier = Stranger.knock(vertx, dana.identity(), "127.0.0.1", door)) {
            earlier.say("@1 CHAT_REQUEST omar from=dana\n");
            omar.console().see("chat-request", "user", "dana");
            earlier.say("@2 CHAT_REQUEST omar from=dana\n@3 CHAT_REQUEST nobody from=dana\n");
            assertEquals("@3 CHAT_REQUEST_RESPONSE <REJECT> <404> dana", earlier.hear(), "the first two wait");
            answer(omar, "dana", true);
            assertEquals("@1 CHAT_REQUEST_RESPONSE <ACCEPT> <200> dana", earlier.hear());
            assertEquals("@2 CHAT_REQUEST_RESPONSE <ACCEPT> <200> dana", earlier.hear());
            assertEquals(1, omar.console().count("chat-request"));
        }
    }

    @Test
    void askerWithoutAPlaceIsNotCalledRefused() {
        BusPeer nour = online("nour", new DirectChatVerticle.Bounds(IncomingLines.Bounds.DEFAULT, 1, 60_000));
        chatting(nour, "nour", omar, "omar");
        assertEquals("too-many", decision(requested(nour, "dana")));
        assertEquals("busy", decision(requested(dana, "nour")));
        assertEquals(0, dana.console().count("chat-request"));
    }

    @Test
    void logoutAnswersARequestWithNotOnline() {
        Future<JsonObject> request = requested(dana, "omar");
        omar.console().see("chat-request", "user", "dana");
        omar.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        RefusalException refusal = assertThrows(RefusalException.class, () -> decision(request));
        assertEquals(Reason.NOT_ONLINE, refusal.reason());
    }

    @Test
    void nobodyIsAskedInVain() {
        assertEquals(Reason.NOT_YOURS, dana.refusal(Addresses.PEER_CHAT, "request", BusPeer.user("dana")));
        assertEquals(Reason.NO_SUCH_USER, dana.refusal(Addresses.PEER_CHAT, "request", BusPeer.user("nobody")));
        omar.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        assertEquals(Reason.NOT_ONLINE, dana.refusal(Addresses.PEER_CHAT, "request", BusPeer.user("omar")));
        assertEquals(Reason.NOT_LOGGED_IN, omar.refusal(Addresses.PEER_CHAT, "request", BusPeer.user("dana")));
    }
}
