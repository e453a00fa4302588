package org.hobnob.peer.console;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a script writes goes out without waiting for the delivery of what it wrote before. */
class PipedLinesTest {
    private static final long PATIENCE_S = 30;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Promise<JsonObject>> outcomes = new CopyOnWriteArrayList<>();
    private final Promise<JsonObject> joining = Promise.promise();
    private final Promise<JsonObject> asking = Promise.promise();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ConsoleVerticle console =
            new ConsoleVerticle((role, line) -> shown.add(line), PeerValues.defaults(), ended::countDown);

    @BeforeEach
    void logIn() {
        Bus bus = new Bus(vertx);
        await(bus.serve(
                Addresses.PEER_REGISTRY,
                Map.of(
                        "connect", json -> Future.succeededFuture(new JsonObject().put("mismatch", false)),
                        "login", json -> Future.succeededFuture(new JsonObject().put("user", "dana")),
                        "search", json -> Future.succeededFuture(new JsonObject().put("rooms", new JsonArray())),
                        "contact", json -> Future.succeededFuture(new JsonObject()),
                        "logout", json -> Future.succeededFuture(new JsonObject()))));
        await(bus.serve(Addresses.PEER_ROOM, Map.of("join", json -> joining.future(), "say", this::take)));
        await(bus.serve(Addresses.PEER_CHAT, Map.of("request", json -> asking.future(), "message", this::take)));
        await(vertx.deployVerticle(console));
        await(console.enter("/login dana secret"));
    }

    private Future<JsonObject> take(JsonObject json) {
        Promise<JsonObject> outcome = Promise.promise();
        outcomes.add(outcome);
        said.add(json.getString("text") + " to " + json.getString("room", json.getString("user")));
        return outcome.future();
    }

    private void join() {
        joining.complete(new JsonObject()
                .put("room", "lab3")
                .put("host", "dana")
                .put("members", new JsonArray())
                .put("capacity", 10)
                .put("multicast", true)
                .put("kind", "sealed"));
    }

    private static JsonObject nobody() {
        return new JsonObject()
                .put("id", "0a".repeat(16))
                .put("confirmed", new JsonArray())
                .put("missing", new JsonArray());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void textsAndHelpWaitForNoDelivery() {
        join();
        await(console.enter("/join lab3"));
        await(console.enter("one"));
        await(console.enter("two"));
        await(console.enter("/me waves"));
        await(console.enter("/msg omar three"));
        await(console.enter("/help"));
        assertTrue(shown.stream().anyMatch(line -> line.contains("/join")), shown::toString);
        await(vertx.timer(1));
        assertEquals(List.of("one to lab3", "two to lab3", "* dana waves to lab3", "three to omar"), said);
    }

    @Test
    void textsWaitForTheJoinBeforeThem() {
        console.line("/join lab3");
        console.line("one");
        Future<Void> last = console.enter("two");
        assertEquals(List.of(), said);
        join();
        await(last);
        await(vertx.timer(1));
        assertEquals(List.of("one to lab3", "two to lab3"), said);
    }

    @Test
    void chatThatIsNotAnsweredHoldsUpNothing() {
        await(console.enter("/chat omar"));
        await(console.enter("one"));
        await(console.enter("/help"));
        await(vertx.timer(1));
        assertEquals(List.of("one to omar"), said);
    }

    @Test
    void endOfInputTellsAllOutcomesFirst() throws InterruptedException {
        join();
        await(console.enter("/join lab3"));
        await(console.enter("one"));
        await(console.enter("two"));
        console.noMoreLines();
        // If the end did not wait, it would be over by then.
        await(vertx.timer(300));
        outcomes.get(1).complete(nobody());
        outcomes.get(0).complete(nobody());
        assertTrue(ended.await(PATIENCE_S, TimeUnit.SECONDS));
        assertEquals(
                List.of("[#lab3] you: one  (0/0)", "[#lab3] you: two  (0/0)", "Logged out."),
                shown.subList(shown.size() - 3, shown.size()));
    }
}
