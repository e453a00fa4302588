package org.hobnob.peer.history;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which lines a console, and a program in its place, give to the history. */
class RecordedLinesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<String> kept = new CopyOnWriteArrayList<>();

    @BeforeEach
    void serve() {
        Map<String, Consumer<JsonObject>> history = new HashMap<>();
        history.put("heard", json -> kept.add(json.getString("user") + ": " + json.getString("text")));
        history.put(
                "said", json -> kept.add("you to " + json.getString("conversation") + ": " + json.getString("text")));
        history.put("outcome", json -> kept.add(json.getString("state")));
        await(bus.hear(Addresses.PEER_HISTORY, history));
        await(bus.serve(
                Addresses.PEER_REGISTRY,
                Map.of(
                        "connect", json -> Future.succeededFuture(new JsonObject().put("mismatch", false)),
                        "contact", json -> Future.succeededFuture(new JsonObject()),
                        "login", json -> Future.succeededFuture(new JsonObject().put("user", "dana")))));
        await(bus.serve(
                Addresses.PEER_CHAT,
                Map.of("message", json -> Future.succeededFuture(new JsonObject().put("state", "delivered")))));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private void ignoresMallory() {
        JsonObject mallory = new JsonObject().put("user", "mallory").put("level", "ignored");
        bus.send(Addresses.PEER_CONSOLE, "ignored", new JsonObject().put("users", new JsonArray().add(mallory)));
    }

    private void keeps(String... lines) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> kept.contains(lines[lines.length - 1]));
        assertEquals(List.of(lines), kept);
    }

    private void hears(String user) {
        JsonObject line = new JsonObject().put("user", user).put("text", "hi").put("path", "tcp");
        await(bus.tell(Addresses.PEER_CONSOLE, "direct", line));
    }

    @Test
    void consoleKeepsWhatIsShownAndSaid() {
        ConsoleVerticle console = new ConsoleVerticle((role, line) -> {}, PeerValues.defaults(), () -> {});
        await(vertx.deployVerticle(console));
        ignoresMallory();
        hears("mallory");
        hears("omar");
        await(console.enter("/login dana secret"));
        await(console.enter("/msg omar hello"));
        keeps("omar: hi", "you to @omar: hello", "delivered");
    }

    @Test
    void programInItsPlaceDoesTheSame() {
        ScriptVerticle script = new ScriptVerticle(Clock.systemUTC(), how -> {});
        await(vertx.deployVerticle(script));
        ignoresMallory();
        hears("mallory");
        JsonObject send =
                new JsonObject().put("request", "send").put("to", "omar").put("text", "hello");
        await(script.ask(send.put("id", 1)));
        keeps("you to @omar: hello", "delivered");
    }
}
