package org.hobnob.launcher.peer;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exit codes of {@code hobnob send}, at a peer whose other verticles are stand-ins. */
class SendingTest {
    /** Long enough for whatever is waited for. */
    private static final Optional<Integer> LONG = Optional.of(60);

    private final Vertx vertx =
            SizedReceiveTransport.vertx(new io.vertx.core.VertxOptions()).build();
    private final Bus bus = new Bus(vertx);
    private final ScriptVerticle peer = new ScriptVerticle(Clock.systemUTC(), end -> {});
    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile List<String> missing = List.of();
    private volatile String state = "delivered";
    private volatile boolean isOnline;

    @BeforeEach
    void start() {
        await(vertx.deployVerticle(peer));
        await(bus.serve(
                Addresses.PEER_REGISTRY,
                Map.of(
                        "search",
                        json -> isOnline
                                ? Future.succeededFuture(new JsonObject().put("user", "omar"))
                                : Future.failedFuture(new RefusalException(Reason.NOT_ONLINE)))));
        await(bus.serve(
                Addresses.PEER_CHAT,
                Map.of(
                        "message",
                        json -> json.getString("user").equals("omar")
                                ? sent(json, new JsonObject().put("state", state))
                                : Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER)))));
        await(bus.serve(
                Addresses.PEER_ROOM,
                Map.of(
                        "join", json -> noted("join", json),
                        "leave", json -> noted("leave", json),
                        "say", json -> sent(json, inRoom()))));
    }

    private JsonObject inRoom() {
        return new JsonObject()
                .put("confirmed", new JsonArray().add("amy"))
                .put("missing", new JsonArray(missing))
                .put("open", new JsonArray());
    }

    private Future<JsonObject> noted(String what, JsonObject json) {
        said.add(what);
        return json.getString("room").equals("lab")
                ? Future.succeededFuture(new JsonObject().put("room", "lab"))
                : Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM));
    }

    private Future<JsonObject> sent(JsonObject json, JsonObject answer) {
        said.add(json.getString("text"));
        return Future.succeededFuture(answer.put("id", json.getString("text")));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private Sending sending(String to, String... lines) throws InterruptedException {
        Sending sending = new Sending(peer, to);
        sending.begin();
        for (int i = 0; i < lines.length; i++) {
            sending.send(i + 1, lines[i]);
        }
        return sending;
    }

    private void happens(String action, JsonObject json) {
        bus.send(Addresses.PEER_CONSOLE, action, json);
    }

    private static JsonObject progress(String id, String... missing) {
        return new JsonObject()
                .put("room", "lab")
                .put("id", id)
                .put("confirmed", new JsonArray())
                .put("missing", new JsonArray(List.of(missing)));
    }

    @Test
    void deliveredMessagesAreWell() throws InterruptedException {
        assertEquals(ExitCode.OK, sending("omar", "one", "two").finish(LONG));
        assertEquals(List.of("one", "two"), said);
    }

    @Test
    void messageToNobodyFails() throws InterruptedException {
        assertEquals(ExitCode.USER_FIXABLE, sending("nobody", "one").finish(LONG));
    }

    @Test
    void messageForSomebodyOfflineIsQueuedWithoutWaiting() throws InterruptedException {
        state = "queued";
        assertEquals(ExitCode.QUEUED, sending("omar", "one").finish(Optional.empty()));
    }

    @Test
    void queuedMessageIsWaitedFor() throws InterruptedException {
        state = "queued";
        isOnline = true;
        Sending sending = sending("omar", "one", "two");
        vertx.setTimer(50, due -> {
            happens(
                    "delivered",
                    new JsonObject().put("user", "omar").put("id", "one").put("left", 1));
            happens(
                    "delivered",
                    new JsonObject().put("user", "omar").put("id", "two").put("left", 0));
        });
        assertEquals(ExitCode.OK, sending.finish(LONG));
    }

    @Test
    void roomIsEnteredAndLeft() throws InterruptedException {
        assertEquals(ExitCode.OK, sending("#lab", "one").finish(LONG));
        assertEquals(List.of("join", "one", "leave"), said);
        assertThrows(UserFacingException.class, () -> sending("#nosuch", "one"));
    }

    @Test
    void memberThatLacksAMessageMakesItPartlyDelivered() throws InterruptedException {
        missing = List.of("omar");
        assertEquals(ExitCode.PARTLY_DELIVERED, sending("#lab", "one").finish(Optional.of(0)));
    }

    @Test
    void memberThatGetsAMessageLaterIsWaitedFor() throws InterruptedException {
        missing = List.of("carl", "omar");
        Sending sending = sending("#lab", "one");
        vertx.setTimer(50, due -> {
            happens("room-progress", progress("one", "omar"));
            happens("room-progress", progress("one"));
        });
        assertEquals(ExitCode.OK, sending.finish(LONG));
    }

    @Test
    void whatOthersSayIsLeftForAnotherProgram() throws InterruptedException {
        sending("omar");
        Future<JsonObject> shown = bus.request(
                Addresses.PEER_CONSOLE,
                "direct",
                new JsonObject().put("user", "omar").put("text", "hi"));
        assertThrows(RefusalException.class, () -> await(shown));
    }
}
