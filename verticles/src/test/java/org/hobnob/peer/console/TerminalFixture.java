package org.hobnob.peer.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A console on a terminal in memory, with stand-ins for the other verticles; keys go in, bytes come out. */
final class TerminalFixture implements AutoCloseable {
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\u001b\\][^\u001b\u0007]*(?:\u0007|\u001b\\\\)");

    final FakePeer peer = new FakePeer();
    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final LineDisciplineTerminal terminal;
    private final TerminalConsole console;
    private final CompletableFuture<TerminalConsole.End> end;

    TerminalFixture(Appearance appearance) {
        try {
            terminal = new LineDisciplineTerminal("test", "xterm", output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.setSize(new Size(200, 40));
        console = TerminalConsole.on(terminal, appearance, FlowFixture.TWO_PAST_TEN);
        peer.accounts.put("dana", FlowFixture.hash("secret"));
        ConsoleVerticle verticle = ConsoleVerticle.withMenus(console.screen(), FlowFixture.TWO_PAST_TEN, console::end);
        Bus bus = new Bus(vertx);
        for (String address : List.of(Addresses.PEER_REGISTRY, Addresses.PEER_ROOM, Addresses.PEER_CHAT)) {
            await(bus.serve(address, standIn(address)));
        }
        await(vertx.deployVerticle(verticle));
        end = CompletableFuture.supplyAsync(() -> console.run(verticle));
        see("Choice: ");
    }

    private java.util.Map<String, Function<JsonObject, Future<JsonObject>>> standIn(String address) {
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
                        "end")
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
    TerminalFixture keys(String keys) {
        try {
            terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line and waits for what it brings. */
    TerminalFixture type(String line, String seen) {
        int before = raw().length();
        keys(line + "\r");
        Awaitility.await(seen).until(() -> plain(raw().substring(before)).contains(seen));
        return this;
    }

    /** Something comes in. */
    TerminalFixture hear(String action, JsonObject body) {
        new Bus(vertx).send(Addresses.PEER_CONSOLE, action, body);
        return this;
    }

    TerminalFixture see(String text) {
        Awaitility.await(text).until(() -> plain(raw()).contains(text));
        return this;
    }

    /** Waits until the line that the cursor is in is the text, with the cursor behind it. */
    TerminalFixture endsWith(String text) {
        Awaitility.await(text)
                .until(() -> VirtualScreen.of(raw()).beforeCursor().equals(text));
        return this;
    }

    /** All that the terminal got. */
    String raw() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The same without escapes. */
    static String plain(String raw) {
        return ESCAPES.matcher(raw).replaceAll("");
    }

    boolean wasAsked(String text) {
        synchronized (peer) {
            return peer.asked.stream().anyMatch(one -> one.contains(text));
        }
    }

    TerminalConsole.End awaitEnd() {
        return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        console.end();
        terminal.raise(org.jline.terminal.Terminal.Signal.INT);
        console.close();
        await(vertx.close());
    }
}
