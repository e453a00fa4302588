package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.store.Account;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two digests of a password, and that neither stands for the other (SPEC 2.2 and 4.3). */
@Tag("slow")
class PasswordDigestsTest {
    private static final PasswordHash PASSWORD = PasswordHash.ofPassword("open sesame");
    private static final PasswordHash SALTED = new PasswordHash("5a".repeat(32));
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

    private static Account.Hashes stored(RegistryFixture at, String user) {
        return await(at.store().accounts().find(new UserName(user)))
                .orElseThrow()
                .hashes();
    }

    private static void assertRefused(Reason reason, Reply reply) {
        assertEquals(reason, assertInstanceOf(Reply.Refused.class, reply).reason());
    }

    private static SessionCredentials opened(Reply reply) {
        return assertInstanceOf(Reply.LoggedIn.class, reply).credentials().orElseThrow();
    }

    private static void logInAndOut(NativeClient client, String user, PasswordHash password, PasswordDigest digest) {
        opened(client.ask(login(user, password, digest, Optional.empty())));
        assertEquals("LOGOUT <SUCCESS> <200>", client.ask("LOGOUT"));
    }

    private static Request.Register registration(String user, Optional<PasswordHash> plain) {
        return new Request.Register(new UserName(user), SALTED, PasswordDigest.SALTED, plain, Optional.empty());
    }

    private static Request.Login login(
            String user, PasswordHash password, PasswordDigest digest, Optional<PasswordHash> next) {
        return new Request.Login(
                new UserName(user), password, digest, next, Whereabouts.UNSAID, false, Optional.empty());
    }

    @Test
    void saltedAccountTakesNoPlainDigest() {
        String user = name("dana");
        NativeClient client = registry.connect();
        assertInstanceOf(Reply.Registered.class, client.ask(registration(user, Optional.empty())));
        assertEquals("AUTH <FAILURE> <404> reason=bad-credentials", client.login(user));
        assertEquals("AUTH <FAILURE> <404>", registry.original().ask("LOGIN " + user + " " + PASSWORD.hex()));
        opened(client.ask(login(user, SALTED, PasswordDigest.SALTED, Optional.empty())));
    }

    @Test
    void plainDigestInAdditionLetsOriginalsIn() {
        String user = name("dana");
        registry.connect().ask(registration(user, Optional.of(PASSWORD)));
        registry.returningOriginal(user);
    }

    /** What a false registry was given, under its own pin, is another word: here it is just a wrong password. */
    @Test
    void digestForAnotherPinIsUseless() {
        String user = name("dana");
        NativeClient client = registry.connect();
        client.ask(registration(user, Optional.of(PASSWORD)));
        PasswordHash phished = new PasswordHash("6b".repeat(32));
        assertRefused(
                Reason.BAD_CREDENTIALS, client.ask(login(user, phished, PasswordDigest.SALTED, Optional.empty())));
        assertRefused(Reason.BAD_CREDENTIALS, client.ask(login(user, phished, PasswordDigest.PLAIN, Optional.empty())));
    }

    @Test
    void accountWithAPlainHashOnlyAsksForTheNextOne() {
        String user = account();
        NativeClient client = registry.connect();
        assertRefused(Reason.OLD_DIGEST, client.ask(login(user, SALTED, PasswordDigest.SALTED, Optional.empty())));
        opened(client.ask(login(user, PASSWORD, PasswordDigest.PLAIN, Optional.of(SALTED))));
        client.ask("LOGOUT");
        Awaitility.await().until(() -> stored(registry, user).salted().isPresent());
        opened(client.ask(login(user, SALTED, PasswordDigest.SALTED, Optional.empty())));
        client.ask("LOGOUT");
        opened(client.ask(login(user, PASSWORD, PasswordDigest.PLAIN, Optional.empty())));
    }

    @Test
    void wrongPlainDigestStoresNoNextOne() {
        String user = account();
        NativeClient client = registry.connect();
        assertRefused(
                Reason.BAD_CREDENTIALS,
                client.ask(login(user, new PasswordHash("77".repeat(32)), PasswordDigest.PLAIN, Optional.of(SALTED))));
        assertRefused(Reason.OLD_DIGEST, client.ask(login(user, SALTED, PasswordDigest.SALTED, Optional.empty())));
    }

    /** Whoever reads the salted digest from a line must not be able to send it as a plain one, nor the reverse. */
    @Test
    void digestIsGoodOnlyUnderItsOwnName() {
        NativeClient client = registry.connect();
        String salted = name("dana");
        client.ask(registration(salted, Optional.empty()));
        assertEquals(Optional.empty(), stored(registry, salted).plain());
        assertRefused(
                Reason.BAD_CREDENTIALS, client.ask(login(salted, SALTED, PasswordDigest.PLAIN, Optional.empty())));
        String both = name("dana");
        client.ask(registration(both, Optional.of(PASSWORD)));
        assertRefused(Reason.BAD_CREDENTIALS, client.ask(login(both, SALTED, PasswordDigest.PLAIN, Optional.empty())));
        assertRefused(
                Reason.BAD_CREDENTIALS, client.ask(login(both, PASSWORD, PasswordDigest.SALTED, Optional.empty())));
    }

    @Test
    void newPlainPasswordVoidsTheSaltedOne() {
        String user = name("dana");
        NativeClient client = registry.connect();
        client.ask(registration(user, Optional.of(PASSWORD)));
        opened(client.ask(login(user, PASSWORD, PasswordDigest.PLAIN, Optional.empty())));
        assertInstanceOf(
                Reply.PasswordChanged.class,
                client.ask(new Request.ChangePassword(PASSWORD, NEW, PasswordDigest.PLAIN, Optional.empty())));
        client.ask("LOGOUT");
        assertRefused(Reason.OLD_DIGEST, client.ask(login(user, SALTED, PasswordDigest.SALTED, Optional.empty())));
        logInAndOut(client, user, NEW, PasswordDigest.PLAIN);
    }

    @Test
    void hashOfAnEarlierCostIsReplacedByOneOfTheSameDigest(@TempDir Path own) {
        try (RegistryFixture later = RegistryFixture.start(own)) {
            String user = name("dana");
            later.connect().ask(registration(user, Optional.of(PASSWORD)));
            Account.Hashes before = stored(later, user);
            later.restart(new TestSettings().hashing(new HashCost(128, 1, 1), 200));
            NativeClient client = later.connect();
            logInAndOut(client, user, SALTED, PasswordDigest.SALTED);
            Awaitility.await().until(() -> !stored(later, user).equals(before));
            assertNotEquals(before.salted(), stored(later, user).salted());
            assertEquals(before.plain(), stored(later, user).plain());
            logInAndOut(client, user, SALTED, PasswordDigest.SALTED);
            logInAndOut(client, user, PASSWORD, PasswordDigest.PLAIN);
        }
    }
}
