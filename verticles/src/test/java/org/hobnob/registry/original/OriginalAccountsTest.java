package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** REGISTER, LOGIN and LOGOUT as original clients spell them. */
@Tag("slow")
class OriginalAccountsTest {
    private static final String HASH = OriginalClient.hash("open sesame");
    private static final String WRONG = OriginalClient.hash("open barley");

    @TempDir
    Path folder;

    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void aNameIsRegisteredOnceWithoutRegardToCase() {
        OriginalClient client = registry.original();
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER Kareem " + HASH));
        assertEquals("REGISTER <EXIST> <300>", client.ask("REGISTER Kareem " + HASH));
        assertEquals("REGISTER <EXIST> <300>", client.ask("REGISTER kAREEM " + WRONG));
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER Networks " + HASH));
    }

    @Test
    void namesThatBreakTheRuleAreRefused() {
        OriginalClient client = registry.original();
        Stream<String> names = Stream.of(
                "System",
                "DETAILED",
                "partial",
                "Simple",
                "quit",
                "Q",
                "admin",
                "Registry",
                "12345",
                "a.b",
                "a:b",
                "-a",
                "_a",
                "'a'",
                "[a]",
                "Karim\u00e9",
                "n".repeat(33),
                "\u001b[31mred");
        assertAll(names.map(name -> () -> {
            assertEquals("REGISTER <FAILURE> <404>", client.ask("REGISTER " + name + " " + HASH), name);
            assertEquals("AUTH <FAILURE> <404>", client.ask("LOGIN " + name + " " + HASH), name);
        }));
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER " + "n".repeat(32) + " " + HASH));
    }

    @Test
    void aPasswordThatIsNoHashIsRefused() {
        OriginalClient client = registry.original();
        Stream<String> passwords = Stream.of(
                "secret", HASH.substring(1), HASH + "0", HASH.toUpperCase(Locale.ROOT), HASH.replace('0', 'g'));
        assertAll(passwords.map(password ->
                () -> assertEquals("REGISTER <FAILURE> <404>", client.ask("REGISTER Kareem " + password), password)));
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER Kareem " + HASH));
    }

    @Test
    void loginWantsAnAccountAndItsPassword() {
        OriginalClient client = registry.original();
        assertEquals("AUTH <FAILURE> <404>", client.ask("LOGIN Kareem " + HASH));
        client.ask("REGISTER Kareem " + HASH);
        assertEquals("AUTH <FAILURE> <404>", client.ask("LOGIN Kareem " + WRONG));
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", client.ask("SEARCH_USER Kareem"));
        assertEquals("AUTH <SUCCESS> <200>", client.ask("LOGIN kareem " + HASH));
    }

    @Test
    void thePortOfTheEarlyVersionsLoginIsIgnored() {
        OriginalClient client = registry.original();
        client.ask("REGISTER Kareem " + HASH);
        assertEquals("AUTH <SUCCESS> <200>", client.ask("LOGIN Kareem " + HASH + " 15777"));
        assertEquals(client.localPort(), client.find("Kareem").getPort());
    }

    @Test
    void aUserOnlineIsToldSoOnlyWithTheRightPassword() {
        registry.originalUser("Kareem");
        OriginalClient second = registry.original();
        String hash = RegistryFixture.PASSWORD;
        assertEquals("AUTH <ONLINE> <300>", second.ask("LOGIN KAREEM " + hash));
        assertEquals("AUTH <FAILURE> <404>", second.ask("LOGIN Kareem " + WRONG));
        assertEquals("AUTH <ONLINE> <300>", second.ask("LOGIN Kareem " + hash));
    }

    @Test
    void aNativeLoginOfTheSameUserIsASecondOneToo() {
        registry.newUser("dana");
        assertEquals("AUTH <ONLINE> <300>", registry.original().ask("LOGIN dana " + RegistryFixture.PASSWORD));
    }

    @Test
    void aConnectionLogsInOneUserAtATime() {
        OriginalClient kareem = registry.originalUser("Kareem");
        kareem.ask("REGISTER Networks " + HASH);
        assertNotEquals("AUTH <SUCCESS> <200>", kareem.ask("LOGIN Networks " + HASH));
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>", kareem.ask("SEARCH_USER Networks"));
        assertEquals(kareem.localPort(), kareem.find("Kareem").getPort());
    }

    @Test
    void logoutClosesWithoutAnAnswer() {
        OriginalClient watcher = registry.originalUser("Watcher");
        for (String logout : new String[] {"LOGOUT", "LOGOUT Kareem", "LOGOUT kareem", "LOGOUT Kareem and more"}) {
            OriginalClient client = registry.originalUser("Kareem");
            assertEquals(OriginalClient.CLOSED, client.ask(logout), logout);
            assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>", watcher.ask("SEARCH_USER Kareem"), logout);
        }
    }

    @Test
    void logoutWithoutALoginClosesToo() {
        registry.originalUser("Kareem");
        assertEquals(OriginalClient.CLOSED, registry.original().ask("LOGOUT"));
        assertEquals(OriginalClient.CLOSED, registry.original().ask("LOGOUT Kareem"));
        assertEquals("AUTH <ONLINE> <300>", registry.original().ask("LOGIN Kareem " + RegistryFixture.PASSWORD));
    }

    @Test
    void requestAfterALogoutIsNotAnswered() {
        OriginalClient client = registry.originalUser("Kareem");
        client.sendTogether("LOGOUT Kareem", "SHOW-ROOM-LIST", "nonsense");
        assertEquals(OriginalClient.CLOSED, client.receive());
    }

    @Test
    void logoutInAnothersNameIsRefused() {
        OriginalClient kareem = registry.originalUser("Kareem");
        OriginalClient mallory = registry.originalUser("Mallory");
        assertEquals("ERROR <FAILURE> <404>", mallory.ask("LOGOUT Kareem"));
        assertEquals(kareem.localPort(), mallory.find("Kareem").getPort());
        assertEquals(mallory.localPort(), kareem.find("Mallory").getPort());
    }

    @Test
    void disconnectedUserMayLogInAgain() {
        OriginalClient killed = registry.originalUser("Kareem");
        killed.kill();
        String login = "LOGIN Kareem " + RegistryFixture.PASSWORD;
        OriginalClient again = registry.original();
        Awaitility.await().until(() -> again.ask(login), "AUTH <SUCCESS> <200>"::equals);
    }
}
