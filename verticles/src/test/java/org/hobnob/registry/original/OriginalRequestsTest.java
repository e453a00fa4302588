package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What is incomplete, unknown, too much or garbage gets a failure that the client can read, and goes on. */
@Tag("slow")
class OriginalRequestsTest {
    private static final String HASH = OriginalClient.hash("open sesame");
    private static final String ERROR = "ERROR <FAILURE> <404>";

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

    private static void assertAnswers(OriginalClient client, Map<String, String> answers) {
        assertAll(answers.entrySet().stream()
                .map(entry -> () -> assertEquals(entry.getValue(), client.ask(entry.getKey()), entry.getKey())));
    }

    @Test
    void anIncompleteCommandGetsThatCommandsFailure() {
        OriginalClient client = registry.originalUser("Kareem");
        assertAnswers(
                client,
                Map.ofEntries(
                        Map.entry("REGISTER", "REGISTER <FAILURE> <404>"),
                        Map.entry("REGISTER Networks", "REGISTER <FAILURE> <404>"),
                        Map.entry("LOGIN", "AUTH <FAILURE> <404>"),
                        Map.entry("LOGIN Kareem", "AUTH <FAILURE> <404>"),
                        Map.entry("SEARCH_USER", "SEARCH_USER_RESPONSE <NOT_FOUND> <404>"),
                        Map.entry("DISCOVER_PEERS", "PEER_LIST <FAILURE> <404>"),
                        Map.entry("CREATE-CHAT-ROOM", "CREATION <FAILURE> <404>"),
                        Map.entry("CREATE-CHAT-ROOM room170", "CREATION <FAILURE> <404>"),
                        Map.entry("JOIN-CHAT-ROOM", "JOIN <FAILURE> <404>"),
                        Map.entry("JOIN-CHAT-ROOM room170", "JOIN <FAILURE> <404>"),
                        Map.entry("ROOM-EXIT", "ROOM-EXIT-RESPONSE <FAILURE> <404>"),
                        Map.entry("ROOM-EXIT Kareem", "ROOM-EXIT-RESPONSE <FAILURE> <404>"),
                        Map.entry("DISCOVER-ROOM-PEERS", "PEER-LIST <FAILURE> <404>")));
    }

    @Test
    void anUnknownCommandGetsAnError() {
        OriginalClient client = registry.originalUser("Kareem");
        assertAnswers(
                client,
                Map.of(
                        "CHAT_REQUEST Networks",
                        ERROR,
                        "register Kareem " + HASH,
                        ERROR,
                        "SHOW_ROOMS_LIST DETAILED",
                        ERROR,
                        "CREATE_CHAT_ROOM room170 - 2 title",
                        ERROR,
                        "HELLO",
                        ERROR,
                        "hello_p2p",
                        ERROR,
                        "KEEP_ALIVE Kareem",
                        ERROR,
                        "{\"action\":\"login\"}",
                        ERROR,
                        "\u0000",
                        ERROR,
                        "GET / HTTP/1.1\r\nHost: registry\r\n\r\n",
                        ERROR));
    }

    @Test
    void withoutALoginEveryCommandFailsInItsOwnName() {
        registry.originalUser("Networks").ask("CREATE-CHAT-ROOM room170 Networks");
        OriginalClient stranger = registry.original();
        assertAnswers(
                stranger,
                Map.of(
                        "SEARCH_USER Networks", "SEARCH_USER_RESPONSE <NOT_FOUND> <404>",
                        "DISCOVER_PEERS DETAILED Networks", "PEER_LIST <FAILURE> <404>",
                        "DISCOVER_PEERS SIMPLE Kareem", "PEER_LIST <FAILURE> <404>",
                        "CREATE-CHAT-ROOM Lounge Networks", "CREATION <FAILURE> <404>",
                        "JOIN-CHAT-ROOM room170 Networks", "JOIN <FAILURE> <404>",
                        "ROOM-EXIT Networks room170", "ROOM-EXIT-RESPONSE <FAILURE> <404>",
                        "SHOW-ROOM-LIST", "ROOM-LIST <FAILURE> <404>",
                        "DISCOVER-ROOM-PEERS room170", "PEER-LIST <FAILURE> <404>"));
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks.",
                registry.originalUser("Kareem").ask("SHOW-ROOM-LIST"));
    }

    @Test
    void wordsBeyondACommandsOwnAreIgnored() {
        OriginalClient client = registry.original();
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER Kareem " + HASH + " and more"));
        assertEquals("AUTH <SUCCESS> <200>", client.ask("LOGIN Kareem " + HASH + " 5000 and more"));
        assertEquals("CREATION <SUCCESS> <200>", client.ask("CREATE-CHAT-ROOM room170 Kareem and more"));
        assertEquals("JOIN <SUCCESS> <200> Kareem", client.ask("JOIN-CHAT-ROOM room170 Kareem and more"));
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.",
                client.ask("SHOW-ROOM-LIST DETAILED and more"));
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", client.ask("DISCOVER-ROOM-PEERS room170 and more"));
        assertEquals(client.localPort(), client.find("Kareem and more").getPort());
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", client.ask("ROOM-EXIT Kareem room170 and more"));
    }

    @Test
    void anyWhiteSpaceParts() {
        OriginalClient client = registry.original();
        assertEquals("REGISTER <SUCCESS> <200>", client.ask(" \tREGISTER \t Kareem\r\n" + HASH + " \n"));
        client.send(" \r\n\t ");
        assertEquals("AUTH <SUCCESS> <200>", client.ask("LOGIN\tKareem\u000b\f" + HASH));
    }

    @Test
    void aNameIsShownAsFirstWritten() {
        OriginalClient client = registry.original();
        client.ask("REGISTER KaReem " + HASH);
        client.ask("LOGIN kareem " + HASH);
        client.ask("CREATE-CHAT-ROOM RoOm170 KAREEM");
        client.ask("JOIN-CHAT-ROOM ROOM170 kareem");
        assertEquals("ROOMS-LIST <SUCCESS> <200> RoOm170 ['KaReem'] KaReem.", client.ask("SHOW-ROOM-LIST"));
        assertEquals(
                "PEER_LIST <SUCCESS> <200> KaReem",
                registry.originalUser("Networks").ask("DISCOVER_PEERS SIMPLE Networks"));
    }

    @Test
    void garbageCostsAtMostItsOwnConnection(TestReporter reporter) {
        long seed = new Random().nextLong();
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        OriginalClient other = registry.originalUser("Kareem");
        other.ask("CREATE-CHAT-ROOM room170 Kareem");
        for (int round = 0; round < 40; round++) {
            OriginalClient hostile = registry.silentOriginal();
            byte[] garbage = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(garbage);
            hostile.sendBytes(garbage);
            hostile.datagram(hostile.udp(), new String(garbage, 0, garbage.length / 4, StandardCharsets.ISO_8859_1));
            if (round % 2 == 0) {
                hostile.kill();
            }
            assertEquals(
                    "ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.",
                    other.ask("SHOW-ROOM-LIST"),
                    "seed " + seed);
        }
    }

    @Test
    void anyMixOfTheDialectsWordsIsAnswered(TestReporter reporter) {
        long seed = new Random().nextLong();
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        String[] words = {
            "REGISTER",
            "LOGIN",
            "SEARCH_USER",
            "DISCOVER_PEERS",
            "CREATE-CHAT-ROOM",
            "JOIN-CHAT-ROOM",
            "ROOM-EXIT",
            "SHOW-ROOM-LIST",
            "DISCOVER-ROOM-PEERS",
            "SIMPLE",
            "DETAILED",
            "Kareem",
            "room170",
            HASH,
            "'",
            "[]",
            ".",
            "\u00e9",
            "\u0000",
            "@1",
            "-"
        };
        OriginalClient client = registry.originalUser("Kareem");
        Set<String> codes = Set.of("<200>", "<300>", "<404>");
        for (int round = 0; round < 300; round++) {
            StringBuilder request = new StringBuilder(words[random.nextInt(words.length)]);
            for (int more = random.nextInt(4); more > 0; more--) {
                request.append(' ').append(words[random.nextInt(words.length)]);
            }
            String answer = client.ask(request.toString());
            String what = "seed " + seed + ": " + request + " -> " + answer;
            assertTrue(answer.split("\\s+").length >= 3 && codes.contains(answer.split("\\s+")[2]), what);
            assertEquals(0, client.leftBehind(), what);
        }
    }
}
