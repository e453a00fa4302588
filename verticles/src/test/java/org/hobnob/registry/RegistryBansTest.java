package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bans in the store, and two registries that follow them without hearing each other (SPEC 4.10 and 10). */
@Tag("slow")
class RegistryBansTest {
    private static final String BANNED = "AUTH <FAILURE> <404> reason=banned";

    @TempDir
    static Path folder;

    private static EmbeddedStore embedded;
    private static RegistryFixture here;
    private static RegistryFixture there;

    @BeforeAll
    static void start() throws Exception {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        here = RegistryFixture.sharing(embedded, folder);
        there = RegistryFixture.sharing(embedded, folder);
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        embedded.close();
    }

    private static Store store() {
        return here.store();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /** Bans, and waits until the beats of both registries tell so. */
    private static void ban(String subject, String reason, OptionalLong untilMs) {
        awaitInForce(await(store().bans().ban(new Ban(subject, reason, untilMs), now()))
                .version());
    }

    private static void lift(String subject) {
        awaitInForce(await(store().bans().lift(subject, now())).version());
    }

    private static void awaitInForce(long version) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> await(store().nodes().all()).values().stream()
                                .filter(node -> node.bans() >= version)
                                .count()
                        == 2);
    }

    @Test
    void sessionOfABannedUserEndsAtEveryRegistry() {
        String dana = name("dana");
        NativeClient client = there.newUser(dana);
        long until = now() + 3_600_000;
        ban(Ban.user(new UserName(dana)), "be kind", OptionalLong.of(until));
        assertEquals("SESSION_ENDED banned reason=be\\skind until=" + until, client.notice());
        client.awaitClosed();
        Awaitility.await()
                .until(() -> await(store().sessions().find(new UserName(dana))).isEmpty());
    }

    @Test
    void bannedUserNeitherLogsInNorResumesAnywhere() {
        String dana = name("dana");
        NativeClient client = here.newUser(dana);
        String token = client.credentials().token().text();
        ban(Ban.user(new UserName(dana)), "", OptionalLong.empty());
        client.awaitClosed();
        NativeClient again = there.connect();
        assertEquals(BANNED, again.ask("LOGIN " + dana + " " + PASSWORD));
        assertEquals(BANNED, again.ask("RESUME " + token));
        assertEquals(
                "AUTH <FAILURE> <404> reason=bad-credentials",
                again.ask("LOGIN " + dana + " " + WRONG),
                "a stranger does not learn of it");
        assertEquals("AUTH <FAILURE> <404>", there.original().ask("LOGIN " + dana + " " + PASSWORD));

        lift(Ban.user(new UserName(dana)));
        there.connect().enter("RESUME " + token);
    }

    @Test
    void refusalSaysHowLongTheBanLasts() {
        String dana = name("dana");
        here.connect().register(dana);
        ban(Ban.user(new UserName(dana)), "", OptionalLong.of(now() + 86_400_000));
        String refusal = here.connect().ask("LOGIN " + dana + " " + PASSWORD);
        assertTrue(refusal.startsWith(BANNED + " wait="), refusal);
        long waitMs = Long.parseLong(refusal.substring((BANNED + " wait=").length()));
        assertTrue(waitMs > 0 && waitMs <= 86_400_000, refusal);
    }

    @Test
    void bannedAddressCannotRegisterOrLogIn() {
        String dana = name("dana");
        here.connect().register(dana);
        ban(Ban.address("127.0.0.9"), "", OptionalLong.empty());
        NativeClient away = there.connect("127.0.0.9");
        assertEquals("REGISTER <FAILURE> <404> reason=banned", away.register(name("omar")));
        assertEquals(BANNED, away.ask("LOGIN " + dana + " " + PASSWORD));
        there.connect().enter("LOGIN " + dana + " " + PASSWORD);
        lift(Ban.address("127.0.0.9"));
        assertEquals("REGISTER <SUCCESS> <200>", away.register(name("omar")));
    }

    @Test
    void bansAreKnownAtTheStart(@TempDir Path own) {
        try (RegistryFixture registry = RegistryFixture.start(own)) {
            String dana = name("dana");
            registry.connect().register(dana);
            await(registry.store().bans().ban(new Ban(Ban.user(new UserName(dana)), "", OptionalLong.empty()), now()));
            registry.restart(new TestSettings());
            assertEquals(BANNED, registry.connect().ask("LOGIN " + dana + " " + PASSWORD));
        }
    }
}
