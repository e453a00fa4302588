package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds logins and registrations, and whom it does not hit. */
@Tag("slow")
class LoginLimitsTest {
    private static final String FAILED = "AUTH <FAILURE> <404> reason=bad-credentials";
    private static final String SLOW = "AUTH <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*";
    private static final String NEW = PasswordHash.ofPassword("a new sesame").hex();
    private static final long HOUR_MS = 3_600_000;

    /** Three tries from one address and four from all strangers, and none more in the time of a test. */
    private static final LoginLimits FEW =
            new LoginLimits(3, HOUR_MS + 1, 4, HOUR_MS, 1_000, HOUR_MS, 1_000, 1_000, 8, 256);

    @TempDir
    Path folder;

    @Test
    void failedLoginsAreThrottledButNotTheOwners() {
        String dana = name("dana");
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().logins(FEW))) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.ask("REGISTER " + dana + " " + PASSWORD);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            owner.ask("LOGOUT");

            NativeClient guesser = registry.connect("127.0.0.2");
            for (int i = 0; i < 3; i++) {
                assertEquals(FAILED, guesser.ask("LOGIN " + dana + " " + WRONG));
            }
            assertTrue(guesser.ask("LOGIN " + dana + " " + WRONG).matches(SLOW));
            assertTrue(guesser.ask("LOGIN " + dana + " " + PASSWORD).matches(SLOW), "the right one is not even tried");
            NativeClient another = registry.connect("127.0.0.4");
            assertEquals(FAILED, another.ask("LOGIN " + dana + " " + WRONG));
            assertTrue(another.ask("LOGIN " + dana + " " + WRONG).matches(SLOW), "strangers share a budget");

            owner.enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    /** Strangers at three addresses use up what is left to strangers, so that nobody new could log in. */
    private static void guess(RegistryFixture registry, String user) {
        for (int i = 0; i < 4; i++) {
            assertEquals(FAILED, registry.connect("127.0.0." + (5 + i)).ask("LOGIN " + user + " " + WRONG));
        }
        assertTrue(registry.connect("127.0.0.9")
                .ask("LOGIN " + user + " " + PASSWORD)
                .matches(SLOW));
    }

    @Test
    void strangersCannotLockAnOwnerOutAfterARestart() {
        String dana = name("dana");
        TestSettings few = new TestSettings().logins(FEW);
        try (RegistryFixture registry = RegistryFixture.start(folder, few)) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.register(dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            owner.ask("LOGOUT");
            registry.restart(few);
            guess(registry, dana);
            registry.connect("127.0.0.3").enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    @Test
    void strangersAtAnotherRegistryCannotLockAnOwnerOut() throws Exception {
        String dana = name("dana");
        TestSettings few = new TestSettings().logins(FEW).sharingStore();
        try (EmbeddedStore embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
                RegistryFixture one = RegistryFixture.linked(embedded, folder, few);
                RegistryFixture other = RegistryFixture.linked(embedded, folder, few)) {
            NativeClient owner = one.connect("127.0.0.3");
            owner.register(dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            owner.ask("LOGOUT");
            awaitKnown(one, dana);
            guess(other, dana);
            other.connect("127.0.0.3").enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    @Test
    void addressOfANewPasswordIsKnownAfterARestart() {
        String dana = name("dana");
        TestSettings few = new TestSettings().logins(FEW);
        try (RegistryFixture registry = RegistryFixture.start(folder, few)) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.register(dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            assertTrue(owner.ask("PASSWORD " + PASSWORD + " " + NEW).startsWith("PASSWORD <SUCCESS>"));
            awaitKnown(registry, dana);
            registry.restart(few);
            guess(registry, dana);
            registry.connect("127.0.0.3").enter("LOGIN " + dana + " " + NEW);
        }
    }

    @Test
    void whoLogsOutEverywhereIsKnownAfterARestart() {
        String dana = name("dana");
        TestSettings few = new TestSettings().logins(FEW);
        try (RegistryFixture registry = RegistryFixture.start(folder, few)) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.register(dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            assertEquals("LOGOUT <SUCCESS> <200>", owner.ask("LOGOUT all=yes"));
            awaitKnown(registry, dana);
            registry.restart(few);
            guess(registry, dana);
            registry.connect("127.0.0.3").enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    private static void awaitKnown(RegistryFixture registry, String user) {
        Awaitility.await()
                .until(() -> !Await.await(registry.store().accounts().find(new UserName(user)))
                        .orElseThrow()
                        .known()
                        .isEmpty());
    }

    @Test
    void addressOfARegistrationIsKnown() {
        String dana = name("dana");
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().logins(FEW))) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.register(dana);
            awaitKnown(registry, dana);
            guess(registry, dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    @Test
    void addressOfAResumptionIsKnown() {
        String dana = name("dana");
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().logins(FEW))) {
            NativeClient owner = registry.connect("127.0.0.3");
            owner.register(dana);
            owner.enter("LOGIN " + dana + " " + PASSWORD);
            NativeClient elsewhere = registry.connect("127.0.0.4");
            elsewhere.enter("RESUME " + owner.credentials().token().text());
            guess(registry, dana);
            elsewhere.ask("LOGOUT");
            elsewhere.enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    @Test
    void anUnknownUserIsThrottledLikeAKnownOne() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().logins(FEW))) {
            NativeClient guesser = registry.connect();
            for (int i = 0; i < 3; i++) {
                assertEquals(FAILED, guesser.ask("LOGIN nobody " + WRONG));
            }
            assertTrue(guesser.ask("LOGIN nobody " + WRONG).matches(SLOW));
        }
    }

    @Test
    void passwordsOfRoomsAreThrottledToo() {
        String room = name("room");
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().logins(FEW))) {
            registry.newUser(name("dana")).ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 0 \\z");
            NativeClient guesser = registry.newUser(name("emil"));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "JOIN <FAILURE> <404> reason=wrong-password",
                        guesser.ask("JOIN_CHAT_ROOM " + room + " " + WRONG + " 1"));
            }
            assertTrue(guesser.ask("JOIN_CHAT_ROOM " + room + " " + PASSWORD + " 1")
                    .matches("JOIN <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*"));
        }
    }

    @Test
    void registrationsAreLimitedPerAddress() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().limitingLoopback(2))) {
            NativeClient greedy = registry.connect("127.0.0.2");
            assertEquals("REGISTER <SUCCESS> <200>", greedy.ask("REGISTER " + name("a") + " " + PASSWORD));
            assertEquals("REGISTER <SUCCESS> <200>", greedy.ask("REGISTER " + name("a") + " " + PASSWORD));
            String refused = greedy.ask("REGISTER " + name("a") + " " + PASSWORD);
            assertTrue(refused.matches("REGISTER <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*"), refused);
            assertEquals(
                    "REGISTER <SUCCESS> <200>",
                    registry.connect("127.0.0.3").ask("REGISTER " + name("a") + " " + PASSWORD));
        }
    }

    /** All at once, from one address: a name that is free, an account with both digests, and the first login. */
    @Test
    void classOfSixtyBehindOneAddressNoticesNoLimit() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().limitingLoopbackByDefault())) {
            List<String> names =
                    IntStream.range(0, 60).mapToObj(i -> name("pupil")).toList();
            List<NativeClient> pupils =
                    names.stream().map(user -> registry.connect("127.0.0.2")).toList();
            all(pupils, i -> "CHECK_NAME " + names.get(i), "CHECK_NAME");
            all(pupils, i -> "REGISTER " + names.get(i) + " " + PASSWORD + " digest=2 plain=" + PASSWORD, "REGISTER");
            all(pupils, i -> "LOGIN " + names.get(i) + " " + PASSWORD + " digest=2", "AUTH");
            all(pupils, i -> "LOGOUT", "LOGOUT");
            List<NativeClient> elsewhere =
                    names.stream().map(user -> registry.connect("127.0.0.3")).toList();
            all(elsewhere, i -> "LOGIN " + names.get(i) + " " + PASSWORD + " digest=2", "AUTH");
        }
    }

    private static void all(List<NativeClient> clients, IntFunction<String> request, String reply) {
        List<Future<String>> replies = IntStream.range(0, clients.size())
                .mapToObj(i -> clients.get(i).asking(request.apply(i)))
                .toList();
        replies.stream()
                .map(Await::await)
                .forEach(line -> assertTrue(line.startsWith(reply + " <SUCCESS> <200>"), line));
    }

    @Test
    void excessHashesAreRefused() {
        // Tens of milliseconds each, one at a time, two pending at most.
        TestSettings slow = new TestSettings().hashing(new HashCost(32_768, 1, 1), 2);
        try (RegistryFixture registry = RegistryFixture.start(folder, slow)) {
            List<NativeClient> clients =
                    IntStream.range(0, 6).mapToObj(i -> registry.connect()).toList();
            List<Future<String>> replies = clients.stream()
                    .map(client -> client.asking("REGISTER " + name("a") + " " + PASSWORD))
                    .toList();
            List<String> lines = replies.stream().map(Await::await).toList();
            long refused = lines.stream()
                    .filter("REGISTER <SLOW_DOWN> <429> reason=slow-down wait=1000"::equals)
                    .count();
            long made =
                    lines.stream().filter("REGISTER <SUCCESS> <200>"::equals).count();
            assertEquals(6, refused + made);
            assertTrue(refused >= 1 && made >= 2, () -> lines.toString());
            assertEquals("REGISTER <SUCCESS> <200>", clients.get(0).ask("REGISTER " + name("a") + " " + PASSWORD));
        }
    }

    @Test
    void aThrottledTryCostsNoHash() {
        // With a queue of one, a hash that was asked for in vain would show as a refusal of the other client.
        TestSettings settings = new TestSettings().logins(FEW).hashing(new HashCost(64, 1, 1), 1);
        try (RegistryFixture registry = RegistryFixture.start(folder, settings)) {
            NativeClient guesser = registry.connect();
            for (int i = 0; i < 3; i++) {
                guesser.ask("LOGIN nobody " + WRONG);
            }
            floodAndRegister(guesser, registry.connect());
        }
    }

    private static void floodAndRegister(NativeClient guesser, NativeClient other) {
        List<Future<String>> tries = IntStream.range(0, 500)
                .mapToObj(i -> guesser.asking("LOGIN nobody " + WRONG))
                .toList();
        for (int i = 0; i < 10; i++) {
            assertEquals("REGISTER <SUCCESS> <200>", other.ask("REGISTER " + name("b") + " " + PASSWORD));
        }
        tries.forEach(reply -> assertTrue(Await.await(reply).matches(SLOW)));
    }
}
