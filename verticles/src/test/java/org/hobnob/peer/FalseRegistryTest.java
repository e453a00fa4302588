package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a registry can do with the logins that it is sent (SPEC 2.2 and 4.3): a false one, and one that forgets. */
@Tag("slow")
class FalseRegistryTest {
    private static final String PLAIN = "1a".repeat(32);
    private static final String SALTED = "2b".repeat(32);
    private static final String BAD_PROOF = "AUTH <FAILURE> <404> reason=bad-proof";
    private static final String OLD_DIGEST = "AUTH <FAILURE> <404> reason=old-digest";

    private Vertx vertx;
    private FakeRegistry registry;
    private BusPeer dana;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = new FakeRegistry(vertx)
                .takingProofs()
                .on("SEARCH_USER", "SEARCH_USER_RESPONSE <SUCCESS> <200> dana - 0 127.0.0.1 0 native -");
    }

    @AfterEach
    void stop() {
        dana.stop();
        Await.await(vertx.close());
    }

    /** Connects at first use: a person accepted the key. */
    private void firstUse() {
        dana = BusPeer.connected("dana", registry.port(), org.hobnob.peer.chat.DirectChatVerticle.Bounds.DEFAULT);
    }

    private static JsonObject account() {
        return BusPeer.user("dana").put("password", PLAIN).put("password2", SALTED);
    }

    private JsonObject asks(String action, JsonObject body) {
        return dana.ask(Addresses.PEER_REGISTRY, action, body);
    }

    private Reason refused(String action, JsonObject body) {
        return dana.refusal(Addresses.PEER_REGISTRY, action, body);
    }

    private List<NativeLine> logins() {
        return registry.asked("LOGIN");
    }

    private static Optional<String> parameter(NativeLine line, String key) {
        return Optional.ofNullable(line.params().get(key));
    }

    @Test
    void registryWithoutProofsGetsNoPlainDigestUnasked() {
        registry.on("HELLO_P2P", "HELLO_BACK <SUCCESS> <200> version=1");
        firstUse();
        assertEquals(Reason.OLD_DIGEST, refused("register", account()));
        assertEquals(Reason.OLD_DIGEST, refused("login", account()));
        assertFalse(registry.wasSent(PLAIN));
        asks("login", account().put("old", true));
        assertEquals(PLAIN, logins().get(0).words().get(1));
    }

    @Test
    void registryThatAsksForTheOldDigestGetsItNotUnasked() {
        registry.on("LOGIN", OLD_DIGEST);
        firstUse();
        assertEquals(Reason.OLD_DIGEST, refused("login", account()));
        assertEquals(List.of("dana", SALTED), logins().get(0).words().subList(0, 2));
        assertFalse(registry.wasSent(PLAIN));
    }

    @Test
    void knownRegistryGetsTheOldDigestAndTheNewOne() {
        registry.on("LOGIN", line -> line.print().contains("digest=2") ? OLD_DIGEST : FakeRegistry.loggedIn(line));
        dana = BusPeer.knowing("dana", registry.port(), registry.pin());
        asks("login", account());
        assertEquals(PLAIN, logins().get(1).words().get(1));
        assertEquals(Optional.of(SALTED), parameter(logins().get(1), "next"));
        assertTrue(registry.isProved(logins().get(1)));
    }

    @Test
    void accountIsMadeWithoutThePlainDigest() {
        firstUse();
        asks("register", account());
        assertFalse(registry.wasSent(PLAIN));
        asks("register", account().put("originals", true));
        assertEquals(Optional.of(PLAIN), parameter(registry.asked("REGISTER").get(1), "plain"));
    }

    @Test
    void proofIsGoodOnThisConnectionOnly() {
        firstUse();
        asks("login", account());
        NativeLine login = logins().get(0);
        assertTrue(parameter(login, "caps").orElse("").contains("verify2"));
        assertTrue(registry.isProved(login));
        Fingerprint otherServer = Fingerprint.ofEncoded(new byte[] {1, 2, 3});
        assertFalse(registry.isProved(login, otherServer));
    }

    @Test
    void refusedProofIsMadeOnceMore() {
        registry.on("LOGIN", line -> logins().size() == 1 ? BAD_PROOF : FakeRegistry.loggedIn(line));
        firstUse();
        asks("login", account());
        assertEquals(2, registry.asked("HELLO_P2P").size());
        assertTrue(registry.isProved(logins().get(1)));
        assertNotEquals(parameter(logins().get(0), "proof"), parameter(logins().get(1), "proof"));
    }

    @Test
    void proofRefusedTwiceIsTold() {
        registry.on("LOGIN", BAD_PROOF);
        firstUse();
        assertEquals(Reason.BAD_PROOF, refused("login", account()));
        assertEquals(2, logins().size());
    }

    @Test
    void resumptionIsProved() {
        registry.on("RESUME", line -> FakeRegistry.loggedIn("dana"));
        firstUse();
        asks("login", account());
        registry.cut();
        dana.console().see("state", "state", "resumed");
        assertTrue(registry.isProved(registry.asked("RESUME").get(0)));
    }

    @Test
    void changedPasswordBringsTheTokenToResumeWith() {
        registry.on("RESUME", line -> FakeRegistry.loggedIn("dana"))
                .on("PASSWORD", "PASSWORD <SUCCESS> <200> token=" + "n".repeat(40));
        firstUse();
        asks("login", account());
        JsonObject fresh = new JsonObject().put("password", "3c".repeat(32)).put("password2", "4d".repeat(32));
        asks("change-password", new JsonObject().put("old", account()).put("new", fresh));
        NativeLine change = registry.asked("PASSWORD").get(0);
        assertEquals(List.of(SALTED, "4d".repeat(32)), change.words());
        assertEquals(Optional.empty(), parameter(change, "plain"));
        registry.cut();
        dana.console().see("state", "state", "resumed");
        assertEquals("n".repeat(40), registry.asked("RESUME").get(0).words().get(0));
    }

    @Test
    void whoStaysLogsInByKeyAtTheNextStart() {
        firstUse();
        asks("login", account().put("stay", true));
        assertEquals(Optional.of("yes"), parameter(logins().get(0), "stay"));
        assertEquals("dana", asks("stayed", new JsonObject()).getString("user"));
        dana.quit();
        dana = dana.connectedAgain(registry.port());
        assertEquals("dana", asks("stayed", new JsonObject()).getString("user"));
        asks("login", BusPeer.user("dana"));
        assertTrue(registry.isProved(registry.asked("KEY_LOGIN").get(0)));
        assertEquals(1, logins().size());
        asks("logout", new JsonObject().put("forget", true));
        assertEquals(null, asks("stayed", new JsonObject()).getString("user"));
    }

    @Test
    void keyLogsInWhereTheTokenIsVoid() {
        registry.on("RESUME", "AUTH <FAILURE> <404> reason=bad-token");
        firstUse();
        asks("login", account().put("stay", true));
        registry.cut();
        dana.console().see("state", "state", "resumed");
        assertTrue(registry.isProved(registry.asked("KEY_LOGIN").get(0)));
        registry.on("KEY_LOGIN", "AUTH <FAILURE> <404> reason=bad-credentials").cut();
        dana.console().see("state", "state", "ended", "detail", "token-refused");
    }

    @Test
    void withoutStayingAVoidTokenEndsTheLogin() {
        registry.on("RESUME", "AUTH <FAILURE> <404> reason=bad-token");
        firstUse();
        asks("login", account());
        registry.cut();
        dana.console().see("state", "state", "ended", "detail", "token-refused");
        assertEquals(List.of(), registry.asked("KEY_LOGIN"));
    }

    @Test
    void bannedUserIsLoggedOutAndDoesNotResumeAgain() {
        registry.on("RESUME", "AUTH <FAILURE> <404> reason=banned wait=60000 words=be\\skind until=1800000000000");
        firstUse();
        asks("login", account().put("stay", true));
        registry.cut();
        dana.console().see("state", "state", "ended", "detail", "banned");
        JsonObject said = dana.console().see("session-ended", "reason", "be kind");
        assertEquals(1_800_000_000_000L, said.getLong("until"));
        assertEquals(List.of(), registry.asked("KEY_LOGIN"));
    }

    @Test
    void refusedKeyIsNotTriedAtTheNextStart() {
        registry.on("KEY_LOGIN", "AUTH <FAILURE> <404> reason=bad-credentials");
        firstUse();
        asks("login", account().put("stay", true));
        asks("logout", new JsonObject());
        assertEquals("dana", asks("stayed", new JsonObject()).getString("user"));
        assertEquals(Reason.BAD_CREDENTIALS, refused("login", BusPeer.user("dana")));
        assertEquals(null, asks("stayed", new JsonObject()).getString("user"));
    }

    @Test
    void logoutEverywhereIsToldToTheRegistry() {
        firstUse();
        asks("login", account());
        asks("logout", new JsonObject().put("all", true));
        assertEquals(Optional.of("yes"), parameter(registry.asked("LOGOUT").get(0), "all"));
        assertEquals(Reason.NOT_LOGGED_IN, refused("sessions", new JsonObject()));
    }
}
