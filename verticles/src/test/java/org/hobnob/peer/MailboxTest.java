package org.hobnob.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Private messages between two people who are never online together (SPEC 14). */
@Tag("slow")
class MailboxTest extends TwoPeers {
    private static List<String> texts(BusPeer peer) {
        return peer.console().told("direct").map(json -> json.getString("text")).toList();
    }

    private static JsonArray waiting(BusPeer peer) {
        return peer.ask(Addresses.PEER_CHAT, "waiting", new JsonObject()).getJsonArray("waiting");
    }

    private static void logOut(BusPeer peer) {
        peer.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
    }

    /** Omar goes when his prekeys are at the registry. */
    private void omarLeaves() {
        await().atMost(1, TimeUnit.MINUTES)
                .ignoreExceptions()
                .until(() -> dana.ask(Addresses.PEER_REGISTRY, "take-prekey", BusPeer.user("omar"))
                        .containsKey("prekey"));
        logOut(omar);
    }

    /** Dana writes to Omar, who is not there; done when the message is in the mailbox. */
    private void danaMails(String text) {
        JsonObject said = dana.message("omar", text);
        assertEquals("queued", said.getString("state"));
        if (!said.getBoolean("mailed")) {
            dana.console().see("mailed", "id", said.getString("id"));
        }
    }

    private void danaWrites(int count) {
        messages(count).forEach(this::danaMails);
        logOut(dana);
    }

    /** Omar reads his mail, and goes when his receipt is put. */
    private void omarReads(String last) {
        AtomicInteger put = omar.counting("put-letter");
        omar.login();
        omar.console().see("direct", "text", last);
        await().atMost(1, TimeUnit.MINUTES).until(() -> put.get() > 0);
        logOut(omar);
    }

    private static List<String> messages(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "message " + number)
                .toList();
    }

    @Test
    void messageAndReceiptPassThoughTheyNeverMeet() {
        omarLeaves();
        danaWrites(1);
        omarReads("message 1");
        assertEquals(messages(1), texts(omar));
        dana.login();
        dana.console().see("delivered", "user", "omar", "left", "0");
        assertEquals(new JsonArray(), waiting(dana));
    }

    @Test
    @Tag("long")
    void manyLettersAndTheLineShowEachMessageOnce() {
        dana.message("omar", "hello");
        omar.message("dana", "hello");
        omarLeaves();
        danaWrites(40);
        omar.login();
        omar.console().see("direct", "text", "message 40");
        dana.login();
        dana.console().see("delivered", "user", "omar", "left", "0");
        dana.message("omar", "and now over the line");
        omar.console().see("direct", "text", "and now over the line");
        assertEquals(42, texts(omar).size());
        assertEquals(messages(40), texts(omar).subList(1, 41));
    }

    @Test
    @Tag("long")
    void cancelledLetterIsTakenBack() {
        omarLeaves();
        danaMails("message 1");
        JsonObject cancelled = dana.ask(Addresses.PEER_CHAT, "cancel", BusPeer.user("omar"));
        assertEquals(1, cancelled.getInteger("count"));
        danaMails("message 2");
        logOut(dana);
        omar.login();
        omar.console().see("direct", "text", "message 2");
        assertEquals(List.of("message 2"), texts(omar));
    }

    @Test
    @Tag("long")
    void strangersMessagesBeyondOneFollowTheReceipt() {
        omarLeaves();
        IntStream.rangeClosed(1, 6).forEach(number -> dana.message("omar", "message " + number));
        dana.console().see("not-mailed", "user", "omar", "reason", "mailbox-full");
        logOut(dana);
        omarReads("message 1");
        AtomicInteger put = dana.counting("put-letter");
        dana.login();
        await().atMost(1, TimeUnit.MINUTES).until(() -> put.get() > 1);
        logOut(dana);
        omar.login();
        omar.console().see("direct", "text", "message 2");
    }

    @Test
    @Tag("long")
    void blockedContactsTokenIsRevoked() {
        dana.message("omar", "hello");
        omar.message("dana", "hello");
        omar.ask(Addresses.PEER_CONTACTS, "ignore", BusPeer.user("dana").put("level", "blocked"));
        omarLeaves();
        IntStream.rangeClosed(1, 5).forEach(number -> dana.message("omar", "message " + number));
        dana.console().see("not-mailed", "user", "omar", "reason", "mailbox-full");
    }

    @Test
    @Tag("long")
    void withoutMailboxesMessagesWaitAsBefore() {
        registry.close();
        registry = RegistryFixture.start(folder, new TestSettings().mail(Optional.empty()));
        dana.stop();
        omar.stop();
        dana = BusPeer.online("dana2", registry.port());
        omar = BusPeer.online("omar2", registry.port());
        logOut(omar);
        JsonObject said = dana.message("omar2", "message 1");
        assertEquals("queued", said.getString("state"));
        assertFalse(said.getBoolean("mailed"));
        omar.login();
        omar.console().see("direct", "text", "message 1");
    }
}
