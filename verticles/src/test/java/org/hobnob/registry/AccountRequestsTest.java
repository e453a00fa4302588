package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Account;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.Prover;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, logins and names of accounts (SPEC 4.10). */
@Tag("slow")
class AccountRequestsTest {
    private static final String BAD_TOKEN = "AUTH <FAILURE> <404> reason=bad-token";
    private static final String BAD_CREDENTIALS = "AUTH <FAILURE> <404> reason=bad-credentials";
    private static final PasswordHash OLD = new PasswordHash(PASSWORD);
    private static final PasswordHash NEW = PasswordHash.ofPassword("open oats");
    private static final Prover HERE = new Prover(1);
    private static final Prover THERE = new Prover(2);

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

    private static Account stored(String user) {
        return await(registry.store().accounts().find(new UserName(user))).orElseThrow();
    }

    private static ResumeToken logIn(NativeClient client, Prover prover, String user) {
        Reply reply = client.ask(prover.login(user, OLD, true, client.drawBinding()));
        return assertInstanceOf(Reply.LoggedIn.class, reply)
                .credentials()
                .orElseThrow()
                .token();
    }

    private static Reply change(NativeClient client, PasswordHash from, PasswordHash to) {
        return client.ask(new Request.ChangePassword(from, to, PasswordDigest.PLAIN, Optional.empty()));
    }

    @Test
    void changedPasswordReplacesTheOldOne() {
        String user = account();
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD);
        assertInstanceOf(Reply.PasswordChanged.class, change(client, OLD, NEW));
        assertEquals("LOGOUT <SUCCESS> <200>", client.ask("LOGOUT"));
        assertEquals(BAD_CREDENTIALS, client.ask("LOGIN " + user + " " + PASSWORD));
        client.enter("LOGIN " + user + " " + NEW.hex());
    }

    @Test
    void changedPasswordEndsAllOtherLogins() {
        String user = account();
        ResumeToken elsewhere = loggedInElsewhere(user);
        NativeClient here = registry.connect();
        ResumeToken before = logIn(here, HERE, user);
        Reply reply = change(here, OLD, NEW);
        ResumeToken after = assertInstanceOf(Reply.PasswordChanged.class, reply).token();
        assertEquals("PONG <SUCCESS> <200>", here.ask("PING"), "the session goes on");
        assertEquals(1, stored(user).logins().families().size());
        here.close();

        NativeClient other = registry.connect();
        assertEquals(BAD_TOKEN, other.ask("RESUME " + elsewhere.text()));
        assertEquals(BAD_TOKEN, other.ask("RESUME " + before.text()));
        assertInstanceOf(Reply.Refused.class, other.ask(THERE.keyLogin(user, other.drawBinding())));
        assertInstanceOf(Reply.LoggedIn.class, other.ask(HERE.resume(after, other.drawBinding())));
        other.ask("LOGOUT");
        assertInstanceOf(Reply.LoggedIn.class, other.ask(HERE.keyLogin(user, other.drawBinding())));
    }

    /** A login of another device, which is not connected now. */
    private static ResumeToken loggedInElsewhere(String user) {
        NativeClient there = registry.connect();
        ResumeToken token = logIn(there, THERE, user);
        there.close();
        Awaitility.await()
                .until(() -> await(registry.store().sessions().find(new UserName(user)))
                        .isEmpty());
        return token;
    }

    @Test
    void wrongOldPasswordChangesNothing() {
        String user = account();
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD);
        long epoch = stored(user).epoch();
        assertEquals(
                "PASSWORD <FAILURE> <404> reason=bad-credentials", client.ask("PASSWORD " + WRONG + " " + NEW.hex()));
        assertEquals(epoch, stored(user).epoch());
        registry.connect().enter("RESUME " + client.credentials().token().text());
    }

    @Test
    void saltedPasswordWithoutThePlainOneShutsOriginalsOut() {
        String user = account();
        PasswordHash salted = new PasswordHash("5a".repeat(32));
        NativeClient client = registry.connect();
        client.enter("LOGIN " + user + " " + PASSWORD + " next=" + salted.hex());
        Awaitility.await().until(() -> stored(user).hashes().salted().isPresent());
        assertInstanceOf(
                Reply.PasswordChanged.class,
                client.ask(new Request.ChangePassword(salted, salted, PasswordDigest.SALTED, Optional.empty())));
        client.ask("LOGOUT");
        OriginalClient original = registry.original();
        assertEquals("AUTH <FAILURE> <404>", original.ask("LOGIN " + user + " " + PASSWORD));
        client.enter("LOGIN " + user + " " + salted.hex() + " digest=2");
        client.ask(new Request.ChangePassword(salted, salted, PasswordDigest.SALTED, Optional.of(NEW)));
        client.ask("LOGOUT");
        assertEquals("AUTH <SUCCESS> <200>", original.ask("LOGIN " + user + " " + NEW.hex()));
    }

    @Test
    void originalsRememberedPasswordIsForgottenWithIt() {
        String user = account();
        registry.returningOriginal(user).ask("LOGOUT");
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD);
        change(client, OLD, NEW);
        client.ask("LOGOUT");
        assertEquals("AUTH <FAILURE> <404>", registry.original().ask("LOGIN " + user + " " + PASSWORD));
    }

    @Test
    void guessesOfTheOldPasswordAreThrottled(@TempDir Path own) {
        try (RegistryFixture limited = RegistryFixture.start(own)) {
            NativeClient client = limited.newUser(name("dana"));
            String guess = "PASSWORD " + WRONG + " " + NEW.hex();
            String last = client.ask(guess);
            for (int i = 0; i < 10 && last.contains("bad-credentials"); i++) {
                last = client.ask(guess);
            }
            assertTrue(last.matches("PASSWORD <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*"), last);
        }
    }

    @Test
    void logoutEverywhereLeavesNoLoginAndNoKey() {
        String user = account();
        ResumeToken elsewhere = loggedInElsewhere(user);
        NativeClient here = registry.connect();
        logIn(here, HERE, user);
        assertEquals("LOGOUT <SUCCESS> <200>", here.ask("LOGOUT all=yes"));
        assertEquals(BAD_TOKEN, here.ask("RESUME " + elsewhere.text()));
        assertEquals(TrustedLogins.NONE, stored(user).logins());
    }

    @Test
    void sessionsAreListedWithTheOwnOneMarked() {
        String user = account();
        loggedInElsewhere(user);
        NativeClient second = registry.connect();
        logIn(second, HERE, user);
        Reply.Sessions sessions = assertInstanceOf(Reply.Sessions.class, second.ask(new Request.ListSessions()));
        assertEquals(2, sessions.families().size());
        LoginFamily first = sessions.families().get(0);
        LoginFamily own = sessions.families().get(1);
        assertTrue(own.here() && !first.here());
        assertEquals(THERE.whereabouts().key().map(KeyHash::of), first.key());
        assertEquals(HERE.whereabouts().key().map(KeyHash::of), own.key());
        assertEquals("127.0.0.1", own.address());
        assertTrue(own.begunMs() >= first.begunMs());
        assertEquals(own.begunMs(), own.usedMs());
    }

    @Test
    void namesAreCheckedAtTheCostOfARegistration(@TempDir Path own) {
        try (RegistryFixture limited = RegistryFixture.start(own, new TestSettings().limitingLoopback(3))) {
            NativeClient client = limited.connect("127.0.0.2");
            String user = name("dana");
            assertEquals("CHECK_NAME <SUCCESS> <200>", client.ask("CHECK_NAME " + user));
            assertEquals("REGISTER <SUCCESS> <200>", client.register(user));
            assertEquals("CHECK_NAME <EXIST> <300> reason=name-taken", client.ask("CHECK_NAME " + user));
            assertEquals("CHECK_NAME <FAILURE> <404> reason=bad-name", client.ask("CHECK_NAME system"));
            String slow = client.ask("CHECK_NAME " + name("emil"));
            assertTrue(slow.matches("CHECK_NAME <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*"), slow);
        }
    }

    /** Puts the family's begin into the past, as if it had been resumed ever since. */
    private static void age(String user, long ms) {
        Account account = stored(user);
        Family family = account.logins().families().get(0);
        Family aged = new Family(family.id(), family.key(), family.begunMs() - ms, family.usedMs(), family.address());
        TrustedLogins logins = new TrustedLogins(List.of(aged), List.of());
        assertTrue(await(registry.store().accounts().changeLogins(account, account.withLogins(logins))));
    }

    @Test
    void tokenIsNotRenewedBeyond30Days() {
        String user = account();
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD);
        age(user, Family.LIFE_MS - 600_000);
        NativeClient resumed = registry.connect();
        resumed.enter("RESUME " + client.credentials().token().text());
        String renewed = resumed.credentials().token().text();
        long nowS = Instant.now().getEpochSecond();
        byte[] key = new SecretsFile(folder.resolve("secrets"))
                .loadOrCreate(false, new SecureRandom())
                .tokenKey();
        ResumeTokens tokens = new ResumeTokens(key, new SecureRandom());
        assertTrue(tokens.verify(renewed, nowS + 500).isPresent());
        assertEquals(Optional.empty(), tokens.verify(renewed, nowS + 601), "the family is over by then");

        age(user, 600_000);
        assertEquals(BAD_TOKEN, registry.connect().ask("RESUME " + renewed));
    }
}
