package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
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
import org.junit.jupiter.api.function.Executable;
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
    void refusalSaysWhyAndUntilWhen() {
        String dana = name("dana");
        here.connect().register(dana);
        long until = now() + 86_400_000;
        ban(Ban.user(new UserName(dana)), "be kind", OptionalLong.of(until));
        String refusal = here.connect().ask("LOGIN " + dana + " " + PASSWORD);
        String start = BANNED + " wait=";
        String end = " words=be\\skind until=" + until;
        assertTrue(refusal.startsWith(start) && refusal.endsWith(end), refusal);
        long waitMs = Long.parseLong(refusal.substring(start.length(), refusal.length() - end.length()));
        assertTrue(waitMs > 0 && waitMs <= 86_400_000, refusal);
    }

    @Test
    void bannedAddressesAreTurnedAwayBeforeTls() {
        String dana = name("dana");
        here.connect().register(dana);
        NativeClient stranger = there.connect("127.9.0.9");
        NativeClient user = there.connect("127.9.0.10").enter("LOGIN " + dana + " " + PASSWORD);
        ban(Ban.subjectOf("127.9.0.0/24"), "", OptionalLong.empty());
        assertEquals("SESSION_ENDED banned", user.notice());
        user.awaitClosed();
        stranger.awaitClosed();
        assertThrows(UncheckedIOException.class, () -> here.connect("127.9.0.9"));
        assertThrows(UncheckedIOException.class, () -> there.connect("127.9.0.10"));
        there.connect("127.9.1.9").enter("LOGIN " + dana + " " + PASSWORD);
        lift(Ban.subjectOf("127.9.0.0/24"));
        assertEquals("REGISTER <SUCCESS> <200>", there.connect("127.9.0.9").register(name("omar")));
    }

    private static JsonObject ask(String action, JsonObject body) {
        return await(new Bus(here.vertx()).request(Addresses.PRESENCE, action, body));
    }

    @Test
    void banByTheServiceIsInForceAtAllRegistriesWhenItAnswers() {
        String dana = name("dana");
        here.connect().register(dana);
        String subject = Ban.user(new UserName(dana));
        JsonObject made = ask(
                "add-ban",
                new JsonObject().put("subject", subject).put("words", "spam").put("by", "owner"));
        assertEquals(2, made.getInteger("registries"));
        assertEquals("owner", made.getJsonObject("ban").getString("by"));
        assertEquals(BANNED + " words=spam", there.connect().ask("LOGIN " + dana + " " + PASSWORD));
        assertTrue(ask("list-bans", new JsonObject()).getJsonArray("bans").contains(made.getJsonObject("ban")));

        JsonObject of = new JsonObject().put("subject", subject);
        assertEquals(made.getJsonObject("ban"), ask("lift-ban", of).getJsonObject("ban"));
        assertEquals(new JsonObject(), ask("lift-ban", of), "it is lifted already");
    }

    @Test
    void nobodyIsBannedWhoIsNobody() {
        JsonObject stranger = new JsonObject().put("subject", Ban.user(new UserName(name("nobody"))));
        JsonObject nonsense = new JsonObject().put("subject", "network 10.0.0.1/8");
        assertEquals(Reason.NO_SUCH_USER, reason(() -> ask("add-ban", stranger)));
        assertEquals(Reason.MALFORMED, reason(() -> ask("add-ban", nonsense)));
    }

    private static Reason reason(Executable asking) {
        return assertThrows(RefusalException.class, asking).reason();
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

    /** Prints how long it takes until users of another registry are cut off. */
    @Test
    @Tag("long")
    void bansReachTheOtherRegistry() {
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String user = name("user");
            NativeClient client = there.newUser(user);
            long startNs = System.nanoTime();
            await(store().bans().ban(new Ban(Ban.user(new UserName(user)), "", OptionalLong.empty()), now()));
            client.awaitClosed();
            tookMs.add((System.nanoTime() - startNs) / 1_000_000);
        }
        tookMs.sort(Long::compare);
        System.out.println("users of another registry were cut off after " + tookMs.get(20) + " ms in the median, "
                + tookMs.get(39) + " ms at most, of 40");
    }
}
