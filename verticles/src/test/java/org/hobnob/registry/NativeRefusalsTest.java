package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason that the registry can give, and the replies that give it. */
@Tag("slow")
class NativeRefusalsTest {
    /** What a registry in order, and never in a hurry, does not say; other tests drive it there. */
    private static final Set<Reason> ELSEWHERE = EnumSet.of(
            Reason.SLOW_DOWN,
            Reason.UNAVAILABLE,
            Reason.INTERNAL,
            Reason.NOBODY_ELSE,
            // NativeHostingTest
            Reason.BANNED,
            Reason.TOO_MANY_BANS,
            // StandingMembersTest
            Reason.NOT_ALLOWED,
            // MailboxTest
            Reason.NO_PREKEY,
            Reason.MAILBOX_FULL,
            // AdminVerbsTest, RoomRulesTest
            Reason.CLOSED_TO_HOSTED,
            Reason.DISABLED,
            Reason.NEEDS_INVITATION,
            Reason.BAD_INVITATION,
            Reason.REGISTRATION_CLOSED,
            Reason.LAST_ADMIN,
            // Between peers; no registry gives them.
            Reason.WRONG_KEY,
            Reason.KEY_CHANGED,
            Reason.QUEUE_FULL,
            Reason.LATER_VERSION,
            Reason.OTHER_KIND);

    private static final String DANA = name("dana");
    private static final String EMIL = name("emil");
    private static final String ABSENTEE = name("absentee");
    private static final String ROOM = name("room");
    private static final String FULL = name("full");
    private static final String LOCKED = name("locked");
    private static final String FULL_AND_LOCKED = name("fulllocked");
    private static final String GUESTS = name("guests");
    private static final String KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String FORGED_TOKEN = "A".repeat(60);

    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static NativeClient dana;
    private static NativeClient fay;

    /** A request, asked by a stranger or by {@link #DANA}, and the reply. */
    private record Case(Reason reason, boolean loggedIn, String request, String reply) {
        @Override
        public String toString() {
            return request + " -> " + reply;
        }
    }

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().rooms(100, 3));
        dana = registry.newUser(DANA);
        NativeClient emil = registry.newUser(EMIL);
        registry.connect().ask("REGISTER " + ABSENTEE + " " + PASSWORD);
        emil.ask("CREATE_CHAT_ROOM " + ROOM + " - 0 \\z");
        emil.ask("CREATE_CHAT_ROOM " + FULL + " - 1 \\z");
        emil.ask("CREATE_CHAT_ROOM " + LOCKED + " " + PASSWORD + " 0 \\z");
        fay = registry.newUser(name("fay"));
        fay.ask("CREATE_CHAT_ROOM " + GUESTS + " - 0 \\z");
        fay.ask("CREATE_CHAT_ROOM " + FULL_AND_LOCKED + " " + PASSWORD + " 1 \\z");
        dana.ask("JOIN_CHAT_ROOM " + GUESTS + " - 1");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    static Stream<Case> cases() {
        return Stream.of(ofNames(), ofLogins(), ofRooms(), ofShape(), ofTwoFaults())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> ofNames() {
        return Stream.of(
                stranger(Reason.NAME_TAKEN, "REGISTER " + DANA + " " + WRONG, "REGISTER <EXIST> <300>"),
                stranger(Reason.BAD_NAME, "REGISTER System " + PASSWORD, "REGISTER <FAILURE> <404>"),
                stranger(Reason.BAD_NAME, "REGISTER 12345 " + PASSWORD, "REGISTER <FAILURE> <404>"),
                stranger(Reason.BAD_NAME, "REGISTER a.b " + PASSWORD, "REGISTER <FAILURE> <404>"),
                dana(Reason.BAD_NAME, "CREATE_CHAT_ROOM DETAILED - 0 \\z", "CREATION <FAILURE> <404>"),
                dana(Reason.NO_SUCH_USER, "SEARCH_USER " + EMIL + "x", "SEARCH_USER_RESPONSE <NOT_FOUND> <404>"),
                dana(Reason.NO_SUCH_USER, "SEARCH_USER a.b", "SEARCH_USER_RESPONSE <NOT_FOUND> <404>"),
                dana(Reason.NOT_ONLINE, "SEARCH_USER " + ABSENTEE, "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"));
    }

    private static Stream<Case> ofLogins() {
        return Stream.of(
                stranger(Reason.ALREADY_ONLINE, "LOGIN " + DANA + " " + PASSWORD, "AUTH <ONLINE> <300>"),
                stranger(Reason.BAD_CREDENTIALS, "LOGIN " + DANA + " " + WRONG, "AUTH <FAILURE> <404>"),
                stranger(Reason.BAD_CREDENTIALS, "LOGIN a.b " + WRONG, "AUTH <FAILURE> <404>"),
                stranger(
                        Reason.BAD_PROOF,
                        "LOGIN " + ABSENTEE + " " + PASSWORD + " caps=- key=" + KEY,
                        "AUTH <FAILURE> <404>"),
                stranger(Reason.BAD_PROOF, "KEY_LOGIN " + ABSENTEE + " key=" + KEY, "AUTH <FAILURE> <404>"),
                stranger(Reason.BAD_PROOF, "RESUME " + FORGED_TOKEN + " proof=00", "AUTH <FAILURE> <404>"),
                stranger(Reason.OLD_DIGEST, "LOGIN " + ABSENTEE + " " + PASSWORD + " digest=2", "AUTH <FAILURE> <404>"),
                dana(Reason.BAD_CREDENTIALS, "PASSWORD " + WRONG + " " + PASSWORD, "PASSWORD <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "PASSWORD " + PASSWORD + " " + WRONG, "PASSWORD <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "SESSIONS", "SESSIONS <FAILURE> <404>"),
                stranger(Reason.NAME_TAKEN, "CHECK_NAME " + DANA, "CHECK_NAME <EXIST> <300>"),
                stranger(Reason.BAD_NAME, "CHECK_NAME a.b", "CHECK_NAME <FAILURE> <404>"),
                stranger(Reason.BAD_TOKEN, "RESUME " + FORGED_TOKEN, "AUTH <FAILURE> <404>"),
                stranger(Reason.BAD_TOKEN, "RESUME short", "AUTH <FAILURE> <404>"),
                dana(Reason.ALREADY_LOGGED_IN, "LOGIN " + ABSENTEE + " " + PASSWORD, "AUTH <FAILURE> <404>"),
                dana(Reason.ALREADY_LOGGED_IN, "RESUME " + FORGED_TOKEN, "AUTH <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "LOGOUT", "LOGOUT <FAILURE> <404>"),
                stranger(
                        Reason.NOT_LOGGED_IN, "CREATE_CHAT_ROOM " + name("r") + " - 0 \\z", "CREATION <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "JOIN_CHAT_ROOM " + ROOM + " - 1", "JOIN <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "ROOM_EXIT " + EMIL + " " + ROOM, "ROOM_EXIT_RESPONSE <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "SHOW_ROOMS_LIST DETAILED", "ROOMS_LIST <NOT_FOUND> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "SEARCH_USER " + DANA, "SEARCH_USER_RESPONSE <NOT_FOUND> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "DISCOVER_PEERS PARTIAL", "PEER_LIST <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "DISCOVER_PEERS " + ROOM, "PEER_LIST <FAILURE> <404>"));
    }

    private static Stream<Case> ofRooms() {
        return Stream.of(
                dana(Reason.NOT_YOURS, "LOGOUT " + EMIL, "LOGOUT <FAILURE> <404>"),
                dana(Reason.NOT_YOURS, "ROOM_EXIT " + EMIL + " " + ROOM, "ROOM_EXIT_RESPONSE <FAILURE> <404>"),
                dana(Reason.NOT_YOURS, "JOIN_CHAT_ROOM " + ROOM + " - 1 user=" + EMIL, "JOIN <FAILURE> <404>"),
                dana(Reason.NOT_YOURS, "JOIN_CHAT_ROOM " + ROOM + " - 1 user=a.b", "JOIN <FAILURE> <404>"),
                dana(
                        Reason.NOT_YOURS,
                        "CREATE_CHAT_ROOM " + name("r") + " - 0 \\z user=a.b",
                        "CREATION <FAILURE> <404>"),
                dana(
                        Reason.NOT_YOURS,
                        "CREATE_CHAT_ROOM " + name("r") + " - 0 \\z user=" + EMIL,
                        "CREATION <FAILURE> <404>"),
                dana(
                        Reason.ROOM_EXISTS,
                        "CREATE_CHAT_ROOM " + ROOM.toUpperCase(Locale.ROOT) + " - 0 \\z",
                        "CREATION <FAILURE> <404>"),
                dana(Reason.NO_SUCH_ROOM, "JOIN_CHAT_ROOM " + ROOM + "x - 1", "JOIN <FAILURE> <404>"),
                dana(Reason.NO_SUCH_ROOM, "JOIN_CHAT_ROOM a.b - 1", "JOIN <FAILURE> <404>"),
                dana(Reason.NO_SUCH_ROOM, "DISCOVER_PEERS " + ROOM + "x", "PEER_LIST <FAILURE> <404>"),
                dana(Reason.NO_SUCH_ROOM, "ROOM_EXIT " + DANA + " " + ROOM + "x", "ROOM_EXIT_RESPONSE <FAILURE> <404>"),
                dana(Reason.WRONG_PASSWORD, "JOIN_CHAT_ROOM " + LOCKED + " " + WRONG + " 1", "JOIN <FAILURE> <404>"),
                dana(Reason.WRONG_PASSWORD, "JOIN_CHAT_ROOM " + LOCKED + " - 1", "JOIN <FAILURE> <404>"),
                dana(Reason.NOT_HOST, "KICK " + EMIL + " " + GUESTS, "KICK <FAILURE> <404>"),
                dana(Reason.NOT_A_MEMBER, "KICK " + EMIL + " " + ROOM, "KICK <FAILURE> <404>"),
                dana(Reason.NO_SUCH_ROOM, "KICK " + EMIL + " 123", "KICK <FAILURE> <404>"),
                dana(Reason.ROOM_FULL, "JOIN_CHAT_ROOM " + FULL + " - 1", "JOIN <FAILURE> <404>"),
                dana(Reason.NOT_A_MEMBER, "ROOM_EXIT " + DANA + " " + ROOM, "ROOM_EXIT_RESPONSE <FAILURE> <404>"));
    }

    private static Stream<Case> ofShape() {
        return Stream.of(
                stranger(Reason.MALFORMED, "REGISTER " + DANA, "REGISTER <MALFORMED> <400>"),
                stranger(Reason.MALFORMED, "REGISTER " + DANA + " 0123", "REGISTER <MALFORMED> <400>"),
                stranger(Reason.MALFORMED, "LOGIN " + DANA + " " + PASSWORD + " 70000", "AUTH <MALFORMED> <400>"),
                stranger(Reason.MALFORMED, "PING extra", "PONG <MALFORMED> <400>"),
                stranger(Reason.MALFORMED, "HELLO_P2P  two-blanks", "ERROR <MALFORMED> <400>"),
                dana(Reason.MALFORMED, "JOIN_CHAT_ROOM " + ROOM + " - 2", "JOIN <MALFORMED> <400>"),
                dana(Reason.MALFORMED, "CREATE_CHAT_ROOM " + name("r") + " - many \\z", "CREATION <MALFORMED> <400>"),
                stranger(Reason.TOO_LONG, "PING " + "x".repeat(8_192), "ERROR <MALFORMED> <400>"),
                stranger(Reason.UNKNOWN_COMMAND, "SHUTDOWN now", "ERROR <FAILURE> <404>"),
                stranger(Reason.MALFORMED, "ping", "ERROR <MALFORMED> <400>"));
    }

    /** Of several faults the first one is told (SPEC 3.5). */
    private static Stream<Case> ofTwoFaults() {
        return Stream.of(
                stranger(Reason.BAD_NAME, "REGISTER a.b 0123", "REGISTER <FAILURE> <404>"),
                stranger(Reason.NO_SUCH_ROOM, "JOIN_CHAT_ROOM a.b - 1", "JOIN <FAILURE> <404>"),
                stranger(Reason.NOT_LOGGED_IN, "JOIN_CHAT_ROOM " + ROOM + "x - 1 user=" + EMIL, "JOIN <FAILURE> <404>"),
                dana(Reason.NOT_YOURS, "JOIN_CHAT_ROOM " + ROOM + "x - 1 user=" + EMIL, "JOIN <FAILURE> <404>"),
                dana(Reason.ALREADY_LOGGED_IN, "LOGIN " + DANA + " " + WRONG, "AUTH <FAILURE> <404>"),
                dana(
                        Reason.ROOM_FULL,
                        "JOIN_CHAT_ROOM " + FULL_AND_LOCKED + " " + WRONG + " 1",
                        "JOIN <FAILURE> <404>"),
                dana(Reason.NOT_HOST, "KICK " + DANA + " " + GUESTS, "KICK <FAILURE> <404>"),
                dana(Reason.NOT_A_MEMBER, "KICK " + DANA + " " + ROOM, "KICK <FAILURE> <404>"));
    }

    @Test
    void memberWhoJoinsAgainGetsTheState() {
        String reply = fay.ask("JOIN_CHAT_ROOM " + FULL_AND_LOCKED + " " + WRONG + " 1");
        assertTrue(reply.contains("JOIN <SUCCESS> <200> " + FULL_AND_LOCKED + " "), reply);
    }

    private static Case dana(Reason reason, String request, String status) {
        return new Case(reason, true, request, status + " reason=" + reason.word());
    }

    private static Case stranger(Reason reason, String request, String status) {
        return new Case(reason, false, request, status + " reason=" + reason.word());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithItsReason(Case one) {
        NativeClient client = one.loggedIn() ? dana : registry.connect();
        client.send("@1 " + one.request() + "\n");
        String line = client.line();
        assertEquals(one.reply(), line.substring(line.indexOf(' ') + 1));
        assertEquals("PONG <SUCCESS> <200>", client.ask("PING"), "the connection goes on");
    }

    @Test
    void tooManyRoomsAreRefused() {
        NativeClient collector = registry.newUser(name("collector"));
        for (int i = 0; i < 3; i++) {
            collector.ask("CREATE_CHAT_ROOM " + name("own") + " - 0 \\z");
        }
        assertEquals(
                "CREATION <FAILURE> <404> reason=too-many-rooms",
                collector.ask("CREATE_CHAT_ROOM " + name("own") + " - 0 \\z"));
        assertEquals("JOIN <FAILURE> <404> reason=too-many-rooms", collector.ask("JOIN_CHAT_ROOM " + ROOM + " - 1"));
    }

    @Test
    void everyReasonHasItsCase() {
        Set<Reason> covered =
                cases().map(Case::reason).collect(Collectors.toCollection(() -> EnumSet.of(Reason.TOO_MANY_ROOMS)));
        covered.addAll(ELSEWHERE);
        assertEquals(EnumSet.allOf(Reason.class), covered);
    }

    @Test
    void lonelyUserFindsNoPeersAndNoRooms(@TempDir Path own) {
        try (RegistryFixture empty = RegistryFixture.start(own)) {
            NativeClient alone = empty.newUser(name("dana"));
            assertEquals("PEER_LIST <FAILURE> <404> reason=nobody-else", alone.ask("DISCOVER_PEERS DETAILED"));
            assertEquals("PEER_LIST <FAILURE> <404> reason=nobody-else", alone.ask("DISCOVER_PEERS PARTIAL"));
            assertEquals("ROOMS_LIST <NOT_FOUND> <404> reason=no-such-room", alone.ask("SHOW_ROOMS_LIST DETAILED"));
            assertEquals("ROOMS_LIST <NOT_FOUND> <404> reason=no-such-room", alone.ask("SHOW_ROOMS_LIST PARTIAL"));
        }
    }
}
