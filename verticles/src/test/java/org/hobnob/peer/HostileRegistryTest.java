package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.hobnob.peer.console.TestTerminal;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A registry that has hostile texts in every field of every reply and notice, with a whole peer and its terminal. The
 * fields are those of the protocol's vectors, so that a new one is here as soon as it has a vector.
 */
@Tag("slow")
class HostileRegistryTest {
    /** Replies that a person's command brings; how the request is spelt, and what is typed. */
    private enum Asked {
        LIST_ROOMS("SHOW_ROOMS_LIST", "/rooms"),
        LIST_PEERS("DISCOVER_PEERS", "/who"),
        LIST_ROOM_PEERS("DISCOVER_PEERS", "/names Networks"),
        SEARCH_USER("SEARCH_USER", "/whois Kareem"),
        LIST_SESSIONS("SESSIONS", "/sessions"),
        LIST_BANS("ROOM_BANS", "/bans Networks"),
        SET_STATUS("STATUS", "/away lunch"),
        ADMINISTER("ADMIN", "/admin status"),
        BAN_USER("BAN", "/ban Kareem Networks"),
        UNBAN_USER("UNBAN", "/unban Kareem Networks"),
        INVITE_USER("INVITE", "/invite Kareem Networks"),
        ADD_HOST("HOST", "/host Kareem Networks"),
        DROP_HOST("UNHOST", "/unhost Kareem Networks"),
        KICK_MEMBER("KICK", "/kick Kareem Networks"),
        CREATE_ROOM("CREATE_CHAT_ROOM", "/create Networks"),
        JOIN_ROOM("JOIN_CHAT_ROOM", "/join Networks"),
        SET_TOPIC("TOPIC", "/topic #Networks exam"),
        SET_ROOM("ROOM_SET", "/room post all Networks"),
        EXIT_ROOM("ROOM_EXIT", "/leave Networks"),
        LOGIN("LOGIN", "/login dana topsecret"),
        HELLO("HELLO_P2P", "/login dana topsecret");

        private final String request;
        private final String typed;

        Asked(String request, String typed) {
            this.request = request;
            this.typed = typed;
        }
    }

    /** Their replies have no field that those of the commands above lack. */
    private static final Set<Command> ALIKE = Set.of(
            Command.REGISTER,
            Command.RESUME,
            Command.KEY_LOGIN,
            Command.LOGOUT,
            Command.CHANGE_PASSWORD,
            Command.CHECK_NAME,
            Command.PING,
            Command.UNKNOWN);

    /** Nothing of their replies is shown, or a number at most: those of the mailbox, and a report. */
    private static final Set<Command> UNSEEN = Set.of(
            Command.REPORT,
            Command.PUT_PREKEYS,
            Command.TAKE_PREKEY,
            Command.PUT_LETTER,
            Command.FETCH_LETTERS,
            Command.DROP_LETTERS,
            Command.ALLOW_MAIL);

    /** What a refusal has. */
    private static final Set<String> REFUSALS = Set.of("reason", "wait");

    /** The console asks a question when one of these is refused. */
    private static final Set<Asked> ASKING = Set.of(Asked.CREATE_ROOM, Asked.JOIN_ROOM);

    private static final String STATE = " host=dana version=1 port=0 capacity=9 kind=sealed";

    private final HostileLines lines = new HostileLines();
    private final Set<String> fields = new TreeSet<>();
    private Vertx vertx;
    private FakeRegistry registry;
    private PersonFixture dana;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = new FakeRegistry(vertx);
        for (Asked asked : Asked.values()) {
            honest(asked);
        }
        dana = PersonFixture.knowing("dana", registry.port(), registry.pin());
        dana.type("/login dana topsecret", "Logged in as dana.");
    }

    @AfterEach
    void stop() {
        dana.close();
        Await.await(vertx.close());
    }

    private void honest(Asked asked) {
        registry.on(asked.request, HostileRegistryTest::honestAnswer);
    }

    private static String honestAnswer(NativeLine request) {
        return switch (request.name()) {
            case "HELLO_P2P" -> "HELLO_BACK <SUCCESS> <200> version=1";
            case "LOGIN" -> FakeRegistry.loggedIn(request);
            case "SHOW_ROOMS_LIST" -> "ROOMS_LIST <FOUND> <200> lab9 \\z 1 9 omar unlocked sealed more=no";
            case "DISCOVER_PEERS" ->
                request.words().get(0).equals("DETAILED")
                        ? "PEER_LIST <FAILURE> <404> reason=nobody-else"
                        : "PEER_LIST <SUCCESS> <200> Networks dana Networks 1 127.0.0.1 1 native -" + STATE
                                + " more=no";
            case "SEARCH_USER" ->
                "SEARCH_USER_RESPONSE <SUCCESS> <200> " + request.words().get(0) + " - 0 127.0.0.1 1 native -";
            case "CREATE_CHAT_ROOM" -> "CREATION <SUCCESS> <200> Networks" + STATE;
            case "JOIN_CHAT_ROOM" -> "JOIN <SUCCESS> <200> Networks" + STATE;
            case "ROOM_EXIT" -> "ROOM_EXIT_RESPONSE <SUCCESS> <200>";
            default -> request.name() + " <FAILURE> <404> reason=no-such-user";
        };
    }

    private static boolean isFor(Asked asked, NativeLine request) {
        boolean ofUsers = request.name().equals("DISCOVER_PEERS")
                && (request.words().get(0).equals("DETAILED")
                        || request.words().get(0).equals("PARTIAL"));
        return asked == Asked.LIST_PEERS ? ofUsers : asked != Asked.LIST_ROOM_PEERS || !ofUsers;
    }

    /** Every answer to this command has hostile texts, as often as it takes for each field to have had some. */
    private void answerHostilely(Asked asked) {
        List<HostileLines.Line> answers = lines.repliesTo(Command.valueOf(asked.name())).stream()
                .filter(answer -> !ASKING.contains(asked) || !REFUSALS.contains(answer.field()))
                .toList();
        answers.forEach(answer -> fields.add(answer.field()));
        AtomicInteger given = new AtomicInteger();
        registry.on(
                asked.request,
                request -> isFor(asked, request)
                        ? answers.get(Math.min(answers.size() - 1, given.getAndIncrement()))
                                .content()
                        : honestAnswer(request));
        for (int i = 1; i <= answers.size(); i++) {
            prepare(asked);
            dana.say(asked.typed);
            if (asked == Asked.HELLO) {
                int greeted = i;
                await("hello", () -> given.get() >= greeted);
            }
        }
        await("answers to " + asked, () -> given.get() >= answers.size());
        honest(asked);
    }

    private void prepare(Asked asked) {
        if (asked == Asked.EXIT_ROOM) {
            dana.say("/join Networks");
        } else if (asked == Asked.JOIN_ROOM) {
            dana.say("/leave Networks");
        } else if (asked == Asked.LOGIN || asked == Asked.HELLO) {
            dana.say("/logout");
        }
        if (asked == Asked.HELLO) {
            registry.cut();
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(TestTerminal.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private void assertNothingGotThrough() {
        HostileTexts.assertHarmless(dana.raw());
        HostileTexts.assertNotForged(dana.lines());
        dana.type("/rooms", "#lab9 (1/9)");
    }

    @Test
    void noReplyDoesAnythingToTheTerminal() {
        Predicate<Asked> ofLogins = asked -> asked == Asked.LOGIN || asked == Asked.HELLO;
        for (Asked asked : Asked.values()) {
            if (!ofLogins.test(asked)) {
                answerHostilely(asked);
            }
        }
        assertNothingGotThrough();
        answerHostilely(Asked.LOGIN);
        answerHostilely(Asked.HELLO);
        dana.say("/logout").type("/login dana topsecret", "Logged in as dana.");
        assertNothingGotThrough();
        ALIKE.forEach(command -> assertTrue(
                fields.containsAll(lines.repliesTo(command).stream()
                        .map(HostileLines.Line::field)
                        .collect(Collectors.toSet())),
                "a field of a reply to " + command + " that nothing here shows"));
        assertEquals(Command.values().length, Asked.values().length + ALIKE.size() + UNSEEN.size());
    }

    @Test
    void noNoticeDoesAnythingToTheTerminal() {
        dana.type("/join Networks", "#Networks joined");
        List<HostileLines.Line> notices = lines.notices();
        Predicate<HostileLines.Line> endsTheSession = notice -> notice.content().startsWith("SESSION_ENDED");
        notices.stream().filter(endsTheSession.negate()).forEach(notice -> registry.say("@! " + notice.content()));
        assertHearsAnnouncements("so far");
        notices.stream().filter(endsTheSession).forEach(notice -> {
            registry.say("@! " + notice.content());
            registry.cut();
            dana.say("/login dana topsecret");
        });
        dana.say("/logout").type("/login dana topsecret", "Logged in as dana.");
        assertHearsAnnouncements("the end");
        assertNothingGotThrough();
    }

    private void assertHearsAnnouncements(String text) {
        registry.say("@! ANNOUNCEMENT " + text.replace(" ", "\\s"));
        dana.see("Announcement of the registry: " + text);
    }
}
