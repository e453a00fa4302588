package org.hobnob.peer.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.jline.terminal.Size;

/** A console on a terminal in memory, with stand-ins for the other verticles. */
public final class TerminalFixture implements AutoCloseable {
    public final FakePeer peer = new FakePeer();
    private final Vertx vertx = Vertx.vertx();
    private final TestTerminal terminal;

    public TerminalFixture(Appearance appearance) {
        this(new TestTerminal(appearance, FlowFixture.TWO_PAST_TEN));
    }

    /** On a screen of that size. */
    public TerminalFixture(int columns, int rows) {
        this(Size.of(columns, rows), Size.of(columns, rows));
    }

    /** On a screen of that size, which the terminal perhaps does not know. */
    public TerminalFixture(Size real, Size told) {
        this(new TestTerminal(new Appearance(false, false), FlowFixture.TWO_PAST_TEN, real, told));
    }

    /** At a terminal that is read like paper. */
    public static TerminalFixture paper(int columns, int rows) {
        return new TerminalFixture(TestTerminal.paper(FlowFixture.TWO_PAST_TEN, Size.of(columns, rows)));
    }

    private TerminalFixture(TestTerminal terminal) {
        this.terminal = terminal;
        peer.accounts.put("dana", FlowFixture.hash("secret"));
        Bus bus = new Bus(vertx);
        for (String address : List.of(Addresses.PEER_REGISTRY, Addresses.PEER_ROOM, Addresses.PEER_CHAT)) {
            await(bus.serve(address, standIn(address)));
        }
        await(vertx.deployVerticle(terminal.verticle()));
        terminal.begin();
    }

    private Map<String, Function<JsonObject, Future<JsonObject>>> standIn(String address) {
        return List.of(
                        "connect",
                        "register",
                        "login",
                        "logout",
                        "peers",
                        "search",
                        "rooms",
                        "members",
                        "create",
                        "join",
                        "leave",
                        "say",
                        "message",
                        "request",
                        "answer",
                        "end",
                        "health",
                        "hear-self",
                        "paths",
                        "counts",
                        "line")
                .stream()
                .collect(Collectors.toMap(action -> action, action -> body -> {
                    synchronized (peer) {
                        return peer.ask(address, action, body, 0);
                    }
                }));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** Presses keys; {@code \r} is Enter. */
    public TerminalFixture keys(String keys) {
        terminal.keys(keys);
        return this;
    }

    /** Types a line and waits for what it brings. */
    public TerminalFixture type(String line, String seen) {
        terminal.type(line, seen);
        return this;
    }

    /** Types the beginning of a word and presses Tab until the line is the given one. */
    public TerminalFixture complete(String beginning, String line) {
        terminal.complete(beginning, line);
        return this;
    }

    /** Something comes in. */
    public TerminalFixture hear(String action, JsonObject body) {
        new Bus(vertx).send(Addresses.PEER_CONSOLE, action, body);
        return this;
    }

    public TerminalFixture see(String text) {
        terminal.see(text);
        return this;
    }

    /** Waits until the line that the cursor is in is the text, with the cursor behind it. */
    public TerminalFixture endsWith(String text) {
        terminal.endsWith(text);
        return this;
    }

    /** The lines that stand on the screen and above it. */
    public List<String> lines() {
        return terminal.lines();
    }

    /** What stands on the screen, a line each. */
    public List<String> shown() {
        return terminal.shown();
    }

    /** Waits until what stands on the screen is as the condition says. */
    public TerminalFixture awaitShown(String what, Predicate<List<String>> condition) {
        terminal.awaitShown(what, condition);
        return this;
    }

    /** The terminal tells of a Ctrl-C by a signal. */
    public TerminalFixture interrupt() {
        terminal.interrupt();
        return this;
    }

    /** The person changes the window's size. */
    public TerminalFixture resize(int columns, int rows) {
        terminal.resize(columns, rows);
        return this;
    }

    /** All that the terminal got. */
    public String raw() {
        return terminal.raw();
    }

    public boolean wasAsked(String text) {
        synchronized (peer) {
            return peer.asked.stream().anyMatch(one -> one.contains(text));
        }
    }

    public PersonConsole.End awaitEnd() {
        return terminal.awaitEnd();
    }

    @Override
    public void close() {
        terminal.close();
        await(vertx.close());
    }
}
