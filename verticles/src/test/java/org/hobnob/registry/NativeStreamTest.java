package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native dialect as a stream of bytes: order, splits, and lines that are none. */
@Tag("slow")
class NativeStreamTest {
    private static final String PONG = " PONG <SUCCESS> <200>";

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void manyRequestsAtOnceAreAnsweredInOrder() {
        NativeClient client = registry.newUser(name("dana"));
        List<String> commands = List.of("PING", "SEARCH_USER nobody-here", "DISCOVER_PEERS no-room-here", "LOGIN x y");
        List<String> names = List.of("PONG", "SEARCH_USER_RESPONSE", "PEER_LIST", "AUTH");
        StringBuilder burst = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            burst.append("@r").append(i).append(' ').append(commands.get(i % 4)).append('\n');
        }
        client.send(burst.toString());
        for (int i = 0; i < 200; i++) {
            String line = client.line();
            assertTrue(line.startsWith("@r" + i + " " + names.get(i % 4) + " <"), () -> "out of order: " + line);
        }
    }

    /** Many records, so that the gateway stops and goes on reading in the middle of what came. */
    @Test
    void excessPipelinedRequestsAreAnsweredInOrder() {
        NativeClient client = registry.newUser(name("dana"));
        for (int i = 0; i < 1_000; i++) {
            client.send("@r" + i + (i % 3 == 0 ? " SEARCH_USER nobody-here\n@s" : " PING\n@s") + i + " PING\n");
        }
        for (int i = 0; i < 1_000; i++) {
            String first = client.line();
            assertTrue(first.startsWith("@r" + i + " "), first);
            assertEquals("@s" + i + PONG, client.line());
        }
    }

    @Test
    void requestAfterALogoutIsNotLoggedIn() {
        NativeClient client = registry.newUser(name("dana"));
        client.send("@1 LOGOUT\n@2 SEARCH_USER x\n");
        assertEquals("@1 LOGOUT <SUCCESS> <200>", client.line());
        assertEquals("@2 SEARCH_USER_RESPONSE <NOT_FOUND> <404> reason=not-logged-in", client.line());
    }

    @Test
    void anySplitOfTheBytesGivesTheSameAnswers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = script(name("dana"));
        byte[] single = script(name("dana"));
        byte[] random1 = script(name("dana"));
        List<String> expected = answers(Stream.of(whole));
        assertEquals(expected, answers(IntStream.range(0, single.length).mapToObj(i -> new byte[] {single[i]})));
        assertEquals(expected, answers(pieces(random1, random).stream()), "seed " + seed);
    }

    private static byte[] script(String user) {
        return ("@1 HELLO_P2P version=1\r\n@2 REGISTER " + user + " " + PASSWORD + "\n@3 LOGIN " + user + " " + PASSWORD
                        + "\n\n@4 CREATE_CHAT_ROOM R" + user + " - 3 Caf\u00e9\\s\u2615\n@5 nonsense\n"
                        + "y".repeat(9_000)
                        + "\n@6 PING\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> pieces(byte[] bytes, Random random) {
        List<byte[]> pieces = new java.util.ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    /** The eight answers, without what is different for every login. */
    private static List<String> answers(Stream<byte[]> pieces) {
        NativeClient client = registry.connect();
        pieces.forEach(client::send);
        return IntStream.range(0, 8)
                .mapToObj(i -> client.line().replaceAll("dana[0-9]+|[a-z]+=[0-9A-Za-z_-]{16,}|(port|time)=[0-9]+", "*"))
                .toList();
    }

    @Test
    void longestLineIsReadAndOneByteMoreIsNot() {
        NativeClient client = registry.connect();
        String head = "@1 HELLO_P2P unknown=";
        client.send(head + "x".repeat(8_192 - head.length()) + "\n");
        assertTrue(client.line().startsWith("@1 HELLO_BACK <SUCCESS> <200>"));
        client.send(head + "x".repeat(8_193 - head.length()) + "\n");
        assertEquals("@? ERROR <MALFORMED> <400> reason=too-long", client.line());
        client.send("@2 PING\n");
        assertEquals("@2" + PONG, client.line());
    }

    @Test
    void endlessLineIsDroppedAndAnsweredOnce() {
        NativeClient client = registry.connect();
        client.send("@");
        for (int i = 0; i < 16; i++) {
            client.send("z".repeat(16_384));
        }
        client.send("\n@2 PING\n");
        assertEquals("@? ERROR <MALFORMED> <400> reason=too-long", client.line());
        assertEquals("@2" + PONG, client.line());
    }

    @Test
    void badBytesAreRefusedUnderTheLinesOwnTag() {
        NativeClient client = registry.connect();
        for (String line :
                List.of("@1 P\u00c3", "@1 \u00c0\u0080", "@1 \u00ed\u00a0\u0080", "@1 PING \u001b[2J", "@1 PI\rNG")) {
            client.send((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("@1 ERROR <MALFORMED> <400> reason=malformed", client.line());
        }
        client.send("@1\u00ff PING\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("@? ERROR <MALFORMED> <400> reason=malformed", client.line());
        assertEquals("PONG <SUCCESS> <200>", client.ask("PING"));
    }

    @Test
    void malformedTagIsAnsweredWithAQuestionMark() {
        NativeClient client = registry.connect();
        for (String line : List.of("@ PING", "@toolongtoolongtool PING", "@a-b PING", "PING", "@1")) {
            client.send("@0 PING\n" + line + "\n");
            assertEquals("@0" + PONG, client.line());
            assertTrue(client.line().endsWith(" ERROR <MALFORMED> <400> reason=malformed"), line);
        }
    }
}
