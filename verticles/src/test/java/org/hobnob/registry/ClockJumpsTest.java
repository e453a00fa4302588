package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hobnob.net.tls.ShownCertificate;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.Prover;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.hobnob.testing.WallClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry whose time of day is wrong, or is set: nobody is locked out, and nothing is good for longer. */
@Tag("slow")
class ClockJumpsTest {
    private static final String BAD_TOKEN = "AUTH <FAILURE> <404> reason=bad-token";
    private static final String BAD_CREDENTIALS = "AUTH <FAILURE> <404> reason=bad-credentials";
    private static final String SLOW = ".* <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*";
    private static final long HOUR_MS = 3_600_000;
    private static final LoginLimits ONE_AN_HOUR =
            new LoginLimits(1, HOUR_MS + 1, 2, HOUR_MS, 1_000, HOUR_MS, 1_000, 1_000, 8, 256);
    private static final Instant YEAR_1970 = Instant.parse("1970-01-01T00:03:00Z");
    private static final Instant YEAR_2099 = Instant.parse("2099-01-01T00:00:00Z");

    @TempDir
    static Path folder;

    private static final WallClock WALL = new WallClock();
    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, settings());
    }

    private static TestSettings settings() {
        return new TestSettings().wall(WALL).logins(ONE_AN_HOUR).tokenLifeS(7 * 24 * 3_600);
    }

    @AfterEach
    void setRight() {
        WALL.setRight();
        connectedAtLast(registry).close();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static void hoursPass(RegistryFixture registry, int hours) {
        registry.clock().addAndGet(TimeUnit.HOURS.toNanos(hours));
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void loginThrottleDoesNotHeedTheTimeOfDay(int hours) {
        String login = "LOGIN " + name("dana") + " ";
        NativeClient guesser = registry.connect();
        assertEquals(BAD_CREDENTIALS, guesser.ask(login + WRONG));
        WALL.setOff(Duration.ofHours(hours));
        assertTrue(guesser.ask(login + WRONG).matches(SLOW));
        hoursPass(registry, 2);
        assertEquals(BAD_CREDENTIALS, guesser.ask(login + WRONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void roomThrottleDoesNotHeedTheTimeOfDay(int hours) {
        String room = name("room");
        registry.newUser(name("dana")).ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 0 \\z");
        NativeClient guesser = registry.newUser(name("emil"));
        String join = "JOIN_CHAT_ROOM " + room + " " + WRONG + " 1";
        assertEquals("JOIN <FAILURE> <404> reason=wrong-password", guesser.ask(join));
        WALL.setOff(Duration.ofHours(hours));
        assertTrue(guesser.ask(join).matches(SLOW));
        hoursPass(registry, 2);
        assertEquals("JOIN <FAILURE> <404> reason=wrong-password", guesser.ask(join));
    }

    @Test
    void registrationsDoNotHeedTheTimeOfDay(@TempDir Path own) {
        try (RegistryFixture limiting = RegistryFixture.start(own, settings().limitingLoopback(1))) {
            for (int hours : new int[] {-5, 5}) {
                WALL.setRight();
                NativeClient greedy = limiting.connect("127.0.0." + (10 + hours));
                assertEquals("REGISTER <SUCCESS> <200>", greedy.register(name("a")));
                WALL.setOff(Duration.ofHours(hours));
                assertTrue(greedy.register(name("a")).matches(SLOW));
                hoursPass(limiting, 2);
                // Who has not logged in for hours is gone.
                NativeClient again = limiting.connect("127.0.0." + (10 + hours));
                assertEquals("REGISTER <SUCCESS> <200>", again.register(name("a")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void tokensOutliveAClockSetByHours(int hours) {
        NativeClient before = registry.newUser(name("dana"));
        WALL.setOff(Duration.ofHours(hours));
        NativeClient after = registry.resume(before);
        WALL.setRight();
        registry.resume(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:03:00Z", "2099-01-01T00:00:00Z"})
    void tokenOfAWrongClockLeadsToALogin(Instant wrong) {
        NativeClient open = registry.connect();
        String dana = name("dana");
        assertEquals("REGISTER <SUCCESS> <200>", open.register(dana));
        WALL.set(wrong);
        open.enter("LOGIN " + dana + " " + PASSWORD);
        String token = open.credentials().token().text();
        WALL.setRight();
        NativeClient again = connectedAtLast(registry);
        assertEquals(BAD_TOKEN, again.ask("RESUME " + token));
        assertEquals("LOGOUT <SUCCESS> <200>", open.ask("LOGOUT"));
        again.enter("LOGIN " + dana + " " + PASSWORD);
        // The certificate that was made at the wrong time may come and go only now.
        connectedAtLast(registry).enter("RESUME " + again.credentials().token().text() + " 4000 udp=4001");
    }

    @Test
    void registryThatBootedWithAWrongClockHeals(@TempDir Path own) {
        WALL.set(YEAR_1970);
        try (RegistryFixture booted = RegistryFixture.start(own, settings())) {
            assertThrows(UncheckedIOException.class, booted::connect);
            WALL.setRight();
            NativeClient client = connectedAtLast(booted);
            assertEquals("REGISTER <SUCCESS> <200>", client.register(name("dana")));
        }
    }

    private static NativeClient connectedAtLast(RegistryFixture registry) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(registry::connect, client -> true);
    }

    @Test
    void certificateIsRenewedWhileConnectionsGoOn() {
        String dana = name("dana");
        NativeClient old = registry.connect();
        assertEquals("REGISTER <SUCCESS> <200>", old.register(dana));
        ShownCertificate before = old.shown();
        WALL.set(Instant.now().plus(Duration.ofDays(31)));
        NativeClient fresh = Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(registry::connect, client -> !client.shown().equals(before));
        assertEquals(before.pin(), fresh.shown().pin());
        assertNotEquals(before.leaf(), fresh.shown().leaf());

        Prover prover = new Prover(1);
        PasswordHash password = new PasswordHash(PASSWORD);
        Reply reply = old.ask(prover.login(dana, password, false, old.drawBinding()));
        ResumeToken token = assertInstanceOf(Reply.LoggedIn.class, reply)
                .credentials()
                .orElseThrow()
                .token();
        assertInstanceOf(Reply.LoggedIn.class, fresh.ask(prover.resume(token, fresh.drawBinding())));
    }

    @Test
    void certificateOfAWrongClockIsReplacedWhenTheClockIsSetBack() {
        WALL.set(YEAR_2099);
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThrows(UncheckedIOException.class, registry::connect);
        });
        WALL.setRight();
        connectedAtLast(registry);
    }
}
