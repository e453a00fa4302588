package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.peer.profile.ProfileRefusedException;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages to users who are away, and programs that end meanwhile (SPEC 7.1). */
@Tag("slow")
class QueuedMessagesTest extends TwoPeers {
    private void omarLeaves() {
        omar.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
    }

    private void danaQueues(String... texts) {
        for (String text : texts) {
            assertEquals("queued", dana.message("omar", text).getString("state"));
        }
    }

    private static JsonArray waiting(BusPeer peer) {
        JsonArray waiting =
                peer.ask(Addresses.PEER_CHAT, "waiting", new JsonObject()).getJsonArray("waiting");
        // When a copy gets into the mailbox is the registry's affair.
        waiting.forEach(one -> ((JsonObject) one).remove("mailboxes"));
        return waiting;
    }

    private static JsonArray waiting(String user, int count) {
        return new JsonArray().add(new JsonObject().put("user", user).put("count", count));
    }

    private static List<String> texts(BusPeer peer) {
        return peer.console().told("direct").map(json -> json.getString("text")).toList();
    }

    @Test
    void messageToAnOnlineUserArrivesAtOnce() {
        JsonObject said = dana.message("omar", "hello");
        assertEquals("delivered", said.getString("state"));
        omar.console().see("direct", "user", "dana", "text", "hello", "again", "false");
        assertEquals(new JsonArray(), waiting(dana));
        assertEquals(0, dana.console().count("delivered"));
    }

    @Test
    void queuedMessageArrivesWhenTheUserReturns() {
        omarLeaves();
        danaQueues("one", "two");
        assertEquals(waiting("omar", 2), waiting(dana));
        omar.login();
        omar.console().see("direct", "text", "two");
        assertEquals(List.of("one", "two"), texts(omar));
        dana.console().see("delivered", "user", "omar", "left", "0");
        assertEquals(new JsonArray(), waiting(dana));
    }

    @Test
    void queuedMessagesOutliveTheProgram() {
        omarLeaves();
        danaQueues("one", "two");
        dana.quit();
        omar.login();
        dana = dana.again(registry.port());
        omar.console().see("direct", "text", "two");
        assertEquals(List.of("one", "two"), texts(omar));
        dana.console().see("delivered", "user", "omar", "left", "0");
    }

    @Test
    void queuedBodyOutlivesTheProgram() {
        omarLeaves();
        JsonObject reply =
                new JsonObject().put("user", "omar").put("id", "0a".repeat(16)).put("quote", "see you");
        JsonObject body = BusPeer.user("omar")
                .put("text", "* dana waves")
                .put("action", true)
                .put("replyTo", reply);
        long before = System.currentTimeMillis();
        String id = dana.ask(Addresses.PEER_CHAT, "message", body).getString("id");
        long after = System.currentTimeMillis();
        dana.quit();
        omar.login();
        dana = dana.again(registry.port());
        JsonObject seen = omar.console().see("direct", "text", "* dana waves");
        assertEquals(true, seen.getBoolean("action"));
        assertEquals(reply, seen.getJsonObject("replyTo"));
        assertEquals(id, seen.getString("id"));
        long saidAt = seen.getLong("saidAt");
        assertTrue(before <= saidAt && saidAt <= after, before + " " + saidAt + " " + after);
    }

    @Test
    void shownMessageIsNotShownAgainAfterARestart() {
        dana.message("omar", "hello");
        omar.console().see("direct", "text", "hello");
        omar.quit();
        omar = omar.again(registry.port());
        dana.message("omar", "again");
        omar.console().see("direct", "text", "again");
        assertEquals(List.of("again"), texts(omar));
    }

    @Test
    void cancelledMessageNeverArrives() {
        dana.message("omar", "before");
        omarLeaves();
        danaQueues("one", "two");
        JsonObject cancelled = dana.ask(Addresses.PEER_CHAT, "cancel", BusPeer.user("omar"));
        assertEquals(2, cancelled.getInteger("count"));
        omar.login();
        dana.message("omar", "after");
        omar.console().see("direct", "text", "after");
        assertEquals(List.of("before", "after"), texts(omar));
        assertEquals(0, omar.console().count("direct-missing"));
    }

    @Test
    void messageToAnUnknownUserIsRefused() {
        JsonObject body = BusPeer.user("nobody").put("text", "hello");
        assertEquals(Reason.NO_SUCH_USER, dana.refusal(Addresses.PEER_CHAT, "message", body));
        assertEquals(Reason.NOT_YOURS, dana.refusal(Addresses.PEER_CHAT, "message", body.put("user", "dana")));
        assertEquals(new JsonArray(), waiting(dana));
    }

    @Test
    void messagesSentTogetherArriveInOrder() {
        IntStream.range(0, 100)
                .forEach(i -> dana.asking(
                        Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", "m" + i)));
        omar.console().see("direct", "text", "m99");
        assertEquals(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList(), texts(omar));
    }

    @Test
    void bothMaySpeakAtOnceOverLinesOfTheirOwn() {
        for (int i = 0; i < 30; i++) {
            dana.asking(Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", "to omar " + i));
            omar.asking(Addresses.PEER_CHAT, "message", BusPeer.user("dana").put("text", "to dana " + i));
        }
        omar.console().see("direct", "text", "to omar 29");
        dana.console().see("direct", "text", "to dana 29");
        assertEquals(30, texts(omar).size());
        assertEquals(30, texts(dana).size());
    }

    @Test
    void usersOfOneProfileHaveQueuesOfTheirOwn() {
        omarLeaves();
        danaQueues("from dana");
        dana.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        JsonObject other = dana.account().put("user", "nour");
        dana.ask(Addresses.PEER_REGISTRY, "register", other);
        dana.ask(Addresses.PEER_REGISTRY, "login", other);
        assertEquals(new JsonArray(), waiting(dana));
        dana.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        dana.login();
        assertEquals(waiting("omar", 1), waiting(dana));
    }

    @Test
    void aProfileInUseIsRefused() {
        String message = assertThrows(ProfileRefusedException.class, () -> StateFile.open(dana.profileFolder()))
                .getMessage();
        assertTrue(message.contains("in use by another Hobnob"), message);
    }
}
