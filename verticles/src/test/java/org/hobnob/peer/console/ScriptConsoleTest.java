package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.ScriptNewcomers;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.LinkWording;
import org.junit.jupiter.api.Test;

/** The console of lines: its lines are what scripts read, so they are compared as a whole. */
class ScriptConsoleTest {
    private final FakePeer peer = new FakePeer().withOnline("omar");
    private final List<String> screen = new ArrayList<>();
    private final ConsoleState session = new ConsoleState(peer, (role, line) -> screen.add(role.mark() + line));
    private final Commands commands = new Commands(session, () -> screen.add("<end>"));
    private final Presenter presenter =
            new Presenter(session, LinkWording.whole(), new ScriptNewcomers(session, commands), Clock.systemUTC());

    private void type(String... lines) {
        for (String line : lines) {
            assertTrue(commands.run(line).succeeded());
        }
    }

    private void hear(String action, JsonObject body) {
        presenter.events().get(action).accept(body);
    }

    @Test
    void everyLineStaysAsItIs() {
        type(
                "/signup dana secret-words",
                "/create lab3",
                "hello",
                "/msg omar hi *there*",
                "again",
                "/leave",
                "/rooms",
                "/quit");
        assertEquals(
                List.of(
                        "-- Account created successfully.",
                        "-- Logged in as dana.",
                        "-- #lab3 created: host host, 1 of 1 places taken, multicast on, sealed",
                        "[#lab3] you: hello  (1/1)",
                        "-!- (1/1) means: 1 of 1 other members have what you said",
                        "[@omar] you: hi *there*  (delivered)",
                        "-!- to @omar; your next line goes to #lab3",
                        "[#lab3] you: again  (1/1)",
                        "-- left #lab3",
                        "  #lab3 (1/0)  host host  sealed  dana",
                        "-- Logged out.",
                        "<end>"),
                screen);
    }

    @Test
    void messageToAnOriginalPeerIsNeverCalledDelivered() {
        peer.originals();
        type("/signup dana secret-words", "/create lab3", "hello", "/msg omar hi");
        screen.remove("-!- (1/1) means: 1 of 1 other members have what you said");
        assertEquals(
                List.of(
                        "[#lab3] you: hello  (1/1, open 1 (unconfirmed))",
                        "[@omar] you: hi  (sent in the open: anyone here can read and forge this; not confirmed)"),
                screen.subList(3, 5));
    }

    @Test
    void queuedMessageIsListedAndCanBeCancelled() {
        type("/signup dana secret-words", "/queue");
        peer.away();
        type("/msg omar hi", "/queue", "/status", "/cancel omar");
        assertEquals(
                List.of(
                        "  nothing waits to be sent",
                        "[@omar] you: hi  (queued)",
                        "-!- omar is offline; \"hi\" is kept here and sent when you are both online. /queue lists what waits",
                        "-!- to @omar; /msg omar goes there",
                        "  2 messages queued for omar",
                        "  user      dana",
                        "  registry  connected",
                        "  2 messages queued for omar",
                        "   1  @omar",
                        "-!- 2 messages for omar dropped; what was on its way may still have arrived"),
                screen.subList(2, screen.size()));
    }

    @Test
    void outcomeOfAQueuedMessageIsShown() {
        JsonObject omar = new JsonObject().put("user", "omar");
        hear("delivered", omar.copy().put("left", 1));
        hear("delivered", omar.copy().put("left", 0));
        hear("delivered", omar.copy().put("left", 0));
        hear("direct-missing", omar.copy().put("count", 3L));
        hear("direct-held", omar.copy().put("reason", "not-sender"));
        JsonObject text = omar.copy().put("text", "hi").put("path", "tcp");
        hear("direct", text.copy().put("again", true));
        hear("direct", text.copy().put("again", false));
        assertEquals(
                List.of(
                        "-- @omar: delivered what was queued (2)",
                        "-- @omar: delivered what was queued (1)",
                        "!! @omar: 3 messages before this will never come",
                        "!! @omar does not take your messages now: your key there may be another than before; they stay"
                                + " queued, /cancel omar drops them",
                        "[@omar] hi  (tcp; perhaps shown before)",
                        "[@omar] hi  (tcp)"),
                screen);
    }

    @Test
    void membersWithoutTheMessageAreNamed() {
        JsonObject room = new JsonObject().put("room", "lab3").put("user", "omar");
        hear("room-gap", room.copy().put("upTo", 2L));
        hear("room-unreadable", room.copy().put("again", false));
        hear("room-unreadable", room.copy().put("again", true));
        hear("reach", room.copy().put("multicast", false));
        hear("room-progress", progress(new JsonArray()));
        assertEquals(
                List.of(
                        "!! #lab3: up to 2 messages of omar could not be recovered",
                        "!! #lab3: omar sent a message that this version cannot read; update Hobnob",
                        "!! #lab3: omar sent a message that this version cannot read; update Hobnob;"
                                + " perhaps shown before",
                        "-!- #lab3: multicast does not reach omar; what you say goes over TCP"),
                screen);
    }

    @Test
    void newReadersAreNamed() {
        JsonObject omar = new JsonObject().put("room", "lab3").put("user", "omar");
        hear("room-event", omar.copy().put("event", "joined").put("kind", "sealed"));
        hear("room-event", omar.copy().put("event", "joined").put("kind", "open"));
        hear("room-reader", omar.copy().put("otherKey", false));
        hear("room-reader", omar.copy().put("otherKey", true));
        assertEquals(
                List.of(
                        "-!- #lab3: omar joined and can read it from now on",
                        "-!- #lab3: omar joined",
                        "-!- omar can read #lab3 from now on",
                        "!! omar has another key than before and can read #lab3 from now on: /verify omar"),
                screen);
    }

    @Test
    void memberWithoutAConnectionIsToldWithWhatToDo() {
        JsonObject omar = new JsonObject().put("room", "lab3").put("user", "omar");
        hear("room-connection", omar.copy().put("works", false));
        hear("room-connection", omar.copy().put("works", true));
        hear("direct-held", omar.copy().put("reason", "no-connection"));
        assertEquals(
                List.of(
                        "!! #lab3: no connection to omar can be made, so omar does not get what you say until one can. If it"
                                + " stays so, the network keeps its devices apart (client isolation) or a firewall is in"
                                + " between: use another network, or ask whoever runs it",
                        "-!- #lab3: omar can be connected to again, and gets what was said meanwhile",
                        "!! @omar is online, but no connection can be made: the network keeps its devices apart (client"
                                + " isolation) or a firewall is in between; use another network, or ask whoever runs it."
                                + " Your messages wait; they stay queued, /cancel omar drops them"),
                screen);
    }

    private static JsonObject progress(JsonArray missing) {
        return new JsonObject()
                .put("room", "lab3")
                .put("id", "0b".repeat(16))
                .put("confirmed", new JsonArray())
                .put("missing", missing);
    }

    @Test
    void eachIncomingMessageIsALine() {
        JsonObject text =
                new JsonObject().put("room", "lab3").put("user", "omar").put("text", "*hi*");
        hear("room-text", text.copy().put("path", "multicast"));
        hear("room-text", text.copy().put("path", "open"));
        hear("room-text", text.copy().put("path", "tcp").put("again", true));
        hear("direct", text.copy().put("path", "tcp"));
        hear("room-event", text.copy().put("event", "absent"));
        hear("reach", text.copy().put("multicast", true));
        hear("state", new JsonObject().put("state", "retrying").put("retryMs", 500L));
        hear("state", new JsonObject().put("state", "resumed"));
        assertEquals(
                List.of(
                        "[#lab3] omar: *hi*  (multicast)",
                        "[#lab3] omar: *hi*  (open: anyone here can read and forge this)",
                        "[#lab3] omar: *hi*  (tcp; perhaps shown before)",
                        "[@omar] *hi*  (tcp)",
                        "-!- #lab3: omar lost the connection; the place is kept",
                        "-!- #lab3: multicast reaches omar",
                        "-!- registry lost; retry in 500 ms; running chats go on",
                        "-- registry back; logged in again"),
                screen);
    }

    @Test
    void aScriptTakesEveryChatAndStaysWhereItIs() {
        type("/signup dana secret-words", "/create lab3");
        hear("chat-request", new JsonObject().put("user", "omar"));
        assertTrue(peer.asked.contains("answer {\"user\":\"omar\",\"accept\":true}"));
        assertEquals("-!- @omar: chat accepted", screen.get(screen.size() - 1));
        type("hello");
        assertEquals("[#lab3] you: hello  (1/1)", screen.get(screen.size() - 2));
    }

    @Test
    void roomWhosePlaceWasKeptIsToldOnce() {
        peer.withRoom("lab3", Optional.empty(), "omar");
        type("/signup dana secret-words");
        hear(
                "room-kept",
                new JsonObject()
                        .put("room", "lab3")
                        .put("host", "omar")
                        .put("kind", "sealed")
                        .put("members", new JsonArray().add("omar")));
        screen.clear();
        // The answer to /join, which was asked for before that.
        assertTrue(commands.rooms()
                .join("lab3", Optional.empty(), Optional.empty())
                .succeeded());
        assertEquals(List.of(), screen);
        type("hello");
        assertEquals("[#lab3] you: hello  (1/1)", screen.get(0));
    }

    @Test
    void afterTheMenuTextGoesNowhere() {
        type("/signup dana secret-words", "/create lab3", "/menu", "hello");
        assertEquals("!! nobody would hear that: /switch #lab3 goes there", screen.get(screen.size() - 1));
        type("/switch #lab3", "hello");
        assertEquals("[#lab3] you: hello  (1/1)", screen.get(screen.size() - 2));
    }

    @Test
    void wrongUseIsToldWithTheUsage() {
        type("/msg", "/who x", "/create a b", "/login dana");
        assertEquals(
                List.of(
                        "!! usage: /msg NAME [TEXT]",
                        "!! usage: /who",
                        "!! usage: /create ROOM [sealed|open] [standing] [SIZE [PASSWORD [TITLE]]]",
                        "!! usage: /login NAME PASSWORD [stay]"),
                screen);
    }
}
