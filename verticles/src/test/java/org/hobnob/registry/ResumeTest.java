package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.EarlierTokens;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming back with a token instead of a password. */
@Tag("slow")
class ResumeTest {
    private static final String BAD_TOKEN = "AUTH <FAILURE> <404> reason=bad-token";

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

    @Test
    void aResumeEndsTheOldConnectionAndKeepsTheRooms() {
        String dana = name("dana");
        String room = name("room");
        NativeClient old = registry.newUser(dana);
        NativeClient other = registry.newUser(name("emil"));
        old.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
        other.ask("JOIN_CHAT_ROOM " + room + " - 1");
        old.notice();
        NativeClient resumed = registry.resume(old);

        assertEquals("SESSION_ENDED taken-over", old.notice());
        old.awaitClosed();
        assertEquals(dana, resumed.credentials().user().shown());
        assertTrue(resumed.ask("DISCOVER_PEERS " + room).contains(" host=" + dana + " "));
        assertTrue(other.ask("SEARCH_USER " + dana)
                .startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> " + dana + " " + room));
        assertTrue(other.hasNoNotice(), "to the room nothing happened");
    }

    @Test
    void everySessionHasCredentialsOfItsOwn() {
        NativeClient old = registry.newUser(name("dana"));
        SessionCredentials first = old.credentials();
        SessionCredentials second = registry.resume(old).credentials();
        assertNotEquals(first.session(), second.session());
        assertNotEquals(first.token(), second.token());
        assertNotEquals(first.keepAliveKey(), second.keepAliveKey());
    }

    @Test
    void anAbsentUserResumes() {
        NativeClient old = registry.newUser(name("dana"));
        old.close();
        NativeClient resumed = registry.resume(old);
        assertEquals("PONG <SUCCESS> <200>", resumed.ask("PING"));
        assertTrue(resumed.ask("LOGOUT").startsWith("LOGOUT <SUCCESS>"));
    }

    @Test
    void invalidTokensAreRefused() {
        String dana = name("dana");
        registry.newUser(dana);
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(false, new SecureRandom());
        byte[] own = secrets.tokenKey();
        byte[] forger = new byte[ResumeTokens.KEY_BYTES];
        long nowS = Instant.now().getEpochSecond();
        NativeClient client = registry.connect();
        long epoch = await(registry.store().accounts().find(new UserName(dana)))
                .orElseThrow()
                .epoch();

        assertEquals(BAD_TOKEN, client.ask("RESUME " + EarlierTokens.issue(own, dana, epoch, nowS - 1)), "expired");
        assertEquals(BAD_TOKEN, client.ask("RESUME " + EarlierTokens.issue(forger, dana, epoch, nowS + 600)), "forged");
        assertEquals(
                BAD_TOKEN,
                client.ask("RESUME " + EarlierTokens.issue(own, dana, epoch + 1, nowS + 600)),
                "of another epoch");
        assertEquals(
                BAD_TOKEN,
                client.ask("RESUME " + EarlierTokens.issue(own, name("no"), epoch, nowS + 600)),
                "without an account");
        assertTrue(await(registry.store().sessions().find(new UserName(dana))).isPresent(), "all without effect");
        assertTrue(client.ask("RESUME " + EarlierTokens.issue(own, dana, epoch, nowS + 600))
                .startsWith("AUTH <SUCCESS> <200> " + dana));
    }

    @Test
    void everyFlippedCharacterOfATokenMakesItBad() {
        NativeClient client = registry.newUser(name("dana"));
        String token = client.credentials().token().text();
        NativeClient forger = registry.connect();
        for (int i = 0; i < token.length(); i += 7) {
            char flipped = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + flipped + token.substring(i + 1);
            assertEquals(BAD_TOKEN, forger.ask("RESUME " + forged));
        }
        assertEquals("PONG <SUCCESS> <200>", client.ask("PING"));
    }

    @Test
    void resumptionAtAnotherRegistryTakesOver(@TempDir Path own) throws Exception {
        String dana = name("dana");
        try (EmbeddedStore store = EmbeddedStore.open(own, "127.0.0.1", 0);
                RegistryFixture here = RegistryFixture.sharing(store, own);
                RegistryFixture there = RegistryFixture.sharing(store, own)) {
            NativeClient old = here.newUser(dana);
            NativeClient client = there.connect();
            assertEquals("AUTH <ONLINE> <300> reason=already-online", client.ask("LOGIN " + dana + " " + PASSWORD));
            client.enter("RESUME " + old.credentials().token().text());
            // The registries do not hear each other: the store alone tells the first one.
            assertEquals("SESSION_ENDED taken-over", old.notice());
            old.awaitClosed();
            assertEquals("PONG <SUCCESS> <200>", client.ask("PING"));
        }
    }
}
