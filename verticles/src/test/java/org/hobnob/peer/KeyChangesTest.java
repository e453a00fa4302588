package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.peer.profile.ContactsFile;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contact whose key is not the one that it should be. */
@Tag("slow")
class KeyChangesTest {
    private static final long NEVER_MS = 600_000;

    @TempDir
    Path folder;

    private final List<BusPeer> peers = new ArrayList<>();
    private final List<NetClient> clients = new ArrayList<>();
    private Vertx vertx;
    private RegistryFixture registry;
    private BusPeer dana;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        Patience patient = new Patience(NEVER_MS, NEVER_MS, NEVER_MS);
        registry = RegistryFixture.start(folder, new TestSettings().patience(patient));
        dana = online("dana");
    }

    @AfterEach
    void stop() {
        peers.forEach(BusPeer::stop);
        registry.close();
        Await.await(vertx.close());
    }

    private BusPeer online(String name) {
        BusPeer peer = BusPeer.online(name, registry.port());
        peers.add(peer);
        return peer;
    }

    /** The same account from a profile of its own: a lost key, or somebody who has the password. */
    private BusPeer onlineFromElsewhere(String name) {
        BusPeer peer = BusPeer.connected(name, registry.port(), DirectChatVerticle.Bounds.DEFAULT);
        peers.add(peer);
        peer.login();
        return peer;
    }

    private static void logout(BusPeer peer) {
        peer.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
    }

    private Reason refused(String action, JsonObject body) {
        return dana.refusal(Addresses.PEER_CHAT, action, body);
    }

    private static JsonObject text(String user, String text) {
        return BusPeer.user(user).put("text", text);
    }

    private JsonObject numberOf(String user) {
        return dana.ask(Addresses.PEER_CONTACTS, "safety-number", BusPeer.user(user));
    }

    /** Logs in as a program that says what it likes of where it is reached. */
    private void loggedIn(String name, String whereabouts) {
        PinnedTrust trust = new PinnedTrust(Optional.empty(), Clock.systemUTC());
        NetClient client = vertx.createNetClient(ClientTls.pinned(trust, TlsEngine.AUTO));
        clients.add(client);
        String account = name + " " + PasswordHash.ofPassword("secret").hex();
        Promise<Void> done = Promise.promise();
        StringBuilder heard = new StringBuilder();
        client.connect(registry.port(), "127.0.0.1").onSuccess(socket -> {
            socket.handler(chunk -> {
                if (heard.append(chunk).indexOf("@2 AUTH <SUCCESS>") >= 0) {
                    done.tryComplete();
                }
            });
            socket.write("@1 REGISTER " + account + "\n@2 LOGIN " + account + " " + whereabouts + "\n");
        });
        Await.await(done.future());
    }

    @Test
    void nothingIsSentToADoorThatProvesAnotherKey() {
        AtomicInteger bytes = new AtomicInteger();
        AtomicInteger connections = new AtomicInteger();
        Identity omar = Identity.generate(new SecureRandom());
        Identity mallory = Identity.generate(new SecureRandom());
        PeerTls inBetween = PeerTls.of(mallory, TlsEngine.AUTO, Instant.now(), new SecureRandom());
        NetServer door =
                vertx.createNetServer(inBetween.serverOptions(address -> true).setHost("127.0.0.1"));
        door.connectHandler(socket -> {
            connections.incrementAndGet();
            socket.handler(chunk -> bytes.addAndGet(chunk.length()));
        });
        Await.await(door.listen());
        loggedIn("omar", door.actualPort() + " key=" + omar.publicKey());
        assertEquals(Reason.WRONG_KEY, refused("message", text("omar", "a secret")));
        assertEquals(Reason.WRONG_KEY, refused("request", BusPeer.user("omar")));
        Awaitility.await().until(() -> connections.get() == 2);
        Await.await(door.close());
        assertEquals(0, bytes.get());
        assertEquals(
                0,
                dana.ask(Addresses.PEER_CONTACTS, "list", new JsonObject())
                        .getJsonArray("contacts")
                        .size());
    }

    @Test
    void nobodyGoesToANativeUserWithoutAKey() {
        AtomicInteger connections = new AtomicInteger();
        NetServer door = vertx.createNetServer().connectHandler(socket -> connections.incrementAndGet());
        Await.await(door.listen(0, "127.0.0.1"));
        loggedIn("omar", Integer.toString(door.actualPort()));
        assertEquals(Reason.WRONG_KEY, refused("message", text("omar", "a secret")));
        Await.await(door.close());
        assertEquals(0, connections.get());
    }

    @Test
    void changedKeyStopsMessagesUntilAccepted() {
        BusPeer omar = online("omar");
        dana.message("omar", "hello");
        logout(omar);
        BusPeer other = onlineFromElsewhere("omar");
        dana.console().clear();
        assertEquals(Reason.KEY_CHANGED, refused("message", text("omar", "a secret")));
        assertEquals(Reason.KEY_CHANGED, refused("request", BusPeer.user("omar")));
        assertEquals("queued", other.message("dana", "it is me").getString("state"));
        other.console().see("direct-held", "user", "dana", "reason", "not-sender");
        assertTrue(dana.counted("refused") >= 1);
        assertEquals(0, dana.console().count("direct"));
        assertEquals(0, other.console().count("direct"));
        dana.console().see("key-changed", "user", "omar");
        assertEquals(1, dana.console().count("key-changed"));
        JsonObject shown = numberOf("omar");
        assertEquals("changed", shown.getString("state"));
        assertEquals(other.identity().publicKey().hex(), shown.getString("key"));
        dana.ask(Addresses.PEER_CONTACTS, "trust", BusPeer.user("omar").put("key", shown.getString("key")));
        dana.message("omar", "a secret");
        other.console().see("direct", "text", "a secret");
        dana.console().see("direct", "text", "it is me", "verified", "false");
    }

    @Test
    void bothSeeTheSameSafetyNumber() {
        BusPeer omar = online("omar");
        omar.message("dana", "before");
        dana.console().see("direct", "text", "before", "verified", "false");
        String number = numberOf("omar").getString("number");
        assertEquals(
                omar.ask(Addresses.PEER_CONTACTS, "safety-number", BusPeer.user("dana"))
                        .getString("number"),
                number);
        JsonObject wrong =
                BusPeer.user("omar").put("key", dana.identity().publicKey().hex());
        assertEquals(Reason.KEY_CHANGED, dana.refusal(Addresses.PEER_CONTACTS, "verify", wrong));
        dana.ask(
                Addresses.PEER_CONTACTS,
                "verify",
                BusPeer.user("omar").put("key", omar.identity().publicKey().hex()));
        omar.message("dana", "after");
        dana.console().see("direct", "text", "after", "verified", "true");
        assertTrue(dana.message("omar", "and back").getBoolean("verified"));
        assertEquals(Reason.NOT_YOURS, dana.refusal(Addresses.PEER_CONTACTS, "safety-number", BusPeer.user("dana")));
    }

    @Test
    void lostKeyStopsMessagesUntilAccepted() {
        BusPeer omar = online("omar");
        dana.message("omar", "hello");
        logout(omar);
        Awaitility.await().until(() -> dana.counted("outgoing") == 0);
        try (ScriptedOriginal original = ScriptedOriginal.online("omar", registry.port(), registry.udpPort())) {
            assertEquals(Reason.KEY_CHANGED, refused("message", text("omar", "a secret")));
            assertEquals(Reason.KEY_CHANGED, refused("request", BusPeer.user("omar")));
            // By now the peer knows that it would be sent in the open.
            assertEquals(Reason.KEY_CHANGED, refused("message", text("omar", "a secret")));
            original.tell("dana", "it is me");
            Awaitility.await().until(() -> dana.counted("refused") == 1);
            assertEquals(0, dana.console().count("direct"));
            dana.ask(Addresses.PEER_CONTACTS, "trust", BusPeer.user("omar"));
            assertEquals("open", dana.message("omar", "never mind").getString("path"));
            original.hears("dana: never mind");
        }
    }

    @Test
    void theKeysOfContactsLast() {
        online("omar");
        dana.message("omar", "hello");
        Awaitility.await()
                .until(() -> new ContactsFile(dana.profileFolder()).load().all().size() == 1);
        dana.ask(Addresses.PEER_CONTACTS, "trust", BusPeer.user("omar"));
        assertEquals(0, new ContactsFile(dana.profileFolder()).load().all().size(), "written before it is confirmed");
    }
}
