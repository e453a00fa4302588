package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.store.Accounts;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins and takeovers that cross a password change or a logout everywhere (SPEC 4.10). */
@Tag("slow")
class CrossingLoginsTest {
    private static final String BAD_TOKEN = "AUTH <FAILURE> <404> reason=bad-token";
    private static final String BAD_CREDENTIALS = "AUTH <FAILURE> <404> reason=bad-credentials";
    private static final PasswordHash NEW = PasswordHash.ofPassword("open oats");

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String account() {
        String user = name("dana");
        assertEquals("REGISTER <SUCCESS> <200>", registry.connect().register(user));
        return user;
    }

    /** Does something before the next message of that action goes on its way. */
    private static void during(String action, Supplier<Future<?>> before, Runnable asking) {
        EventBus bus = registry.vertx().eventBus();
        Handler<DeliveryContext<Object>> holding = sending -> {
            if (action.equals(sending.message().headers().get(Bus.ACTION))) {
                before.get().onComplete(done -> sending.next());
            } else {
                sending.next();
            }
        };
        bus.addOutboundInterceptor(holding);
        try {
            asking.run();
        } finally {
            bus.removeOutboundInterceptor(holding);
        }
    }

    private static Future<Boolean> revoke(String user) {
        Accounts accounts = registry.store().accounts();
        return accounts.find(new UserName(user))
                .map(Optional::orElseThrow)
                .compose(account -> accounts.changeLogins(account, account.revoked(TrustedLogins.NONE)));
    }

    private static void assertTakenBack(String user, String request, String refusal) {
        during(
                "claim",
                () -> revoke(user),
                () -> assertEquals(refusal, registry.connect().ask(request)));
        assertEquals(Optional.empty(), await(registry.store().sessions().find(new UserName(user))));
    }

    @Test
    void loginThatCrossesAPasswordChangeIsTakenBack() {
        String user = account();
        assertTakenBack(user, "LOGIN " + user + " " + PASSWORD, BAD_CREDENTIALS);
    }

    @Test
    void resumptionThatCrossesAPasswordChangeIsTakenBack() {
        String user = account();
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD);
        assertTakenBack(user, "RESUME " + client.credentials().token().text(), BAD_TOKEN);
    }

    /** A thief with a stolen token, and the request of the owner that crosses the theft. */
    private static void assertThiefIsEnded(String action, String request, String notice) {
        NativeClient owner = registry.newUser(name("dana"));
        NativeClient thief = registry.connect();
        String theft = "RESUME " + owner.credentials().token().text();
        AtomicReference<Future<String>> stolen = new AtomicReference<>();
        during(
                action,
                () -> {
                    stolen.set(thief.asking(theft));
                    return stolen.get();
                },
                () -> {
                    owner.asking(request);
                    assertEquals(notice, thief.notice());
                });
        assertTrue(stolen.get().result().startsWith("AUTH <SUCCESS> <200> "), "the thief was in");
        thief.awaitClosed();
        assertEquals(
                Optional.empty(),
                await(registry.store().sessions().find(owner.credentials().user())));
    }

    @Test
    void passwordChangeEndsASessionThatBeganMeanwhile() {
        assertThiefIsEnded(
                "change-password", "PASSWORD " + PASSWORD + " " + NEW.hex(), "SESSION_ENDED password-changed");
    }

    @Test
    void logoutEverywhereEndsASessionThatBeganMeanwhile() {
        assertThiefIsEnded("logout", "LOGOUT all=yes", "SESSION_ENDED logged-out");
    }

    @Test
    void takeoverAtAnotherRegistryIsEnded(@TempDir Path own) throws Exception {
        String user = name("dana");
        try (EmbeddedStore store = EmbeddedStore.open(own, "127.0.0.1", 0);
                RegistryFixture here = RegistryFixture.sharing(store, own);
                RegistryFixture there = RegistryFixture.sharing(store, own)) {
            NativeClient owner = here.newUser(user);
            NativeClient thief = there.connect();
            thief.enter("RESUME " + owner.credentials().token().text());
            // What the owner's registry asks for when the change and a takeover cross.
            await(new Bus(there.vertx())
                    .request(
                            Addresses.PRESENCE,
                            "end-others",
                            new JsonObject()
                                    .put("user", user)
                                    .put(
                                            "session",
                                            owner.credentials().session().hex())
                                    .put("reason", SessionEnd.PASSWORD_CHANGED.word())));
            assertEquals("SESSION_ENDED password-changed", thief.notice());
            thief.awaitClosed();
            assertEquals(Optional.empty(), await(here.store().sessions().find(new UserName(user))));
        }
    }

    @Test
    void sessionThatAnotherRegistryEndedIsClosed() {
        NativeClient client = registry.newUser(name("dana"));
        JsonObject news = new JsonObject()
                .put("user", client.credentials().user().shown())
                .put("session", client.credentials().session().hex())
                .put("node", "another")
                .put("dialect", "native")
                .put("reason", SessionEnd.LOGGED_OUT.word());
        new Bus(registry.vertx()).publishHere(Addresses.PRESENCE_EVENTS, "offline", news);
        assertEquals("SESSION_ENDED logged-out", client.notice());
        client.awaitClosed();
    }
}
