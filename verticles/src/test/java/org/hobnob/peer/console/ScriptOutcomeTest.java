package org.hobnob.peer.console;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of the lines of a pipe: the exit code of the program depends on it. */
class ScriptOutcomeTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Promise<Void> ended = Promise.promise();
    private final ConsoleVerticle console =
            new ConsoleVerticle((role, line) -> {}, PeerValues.defaults(), () -> ended.tryComplete());

    private volatile String missing = "[]";
    private volatile String state = "delivered";

    @BeforeEach
    void start() {
        await(vertx.deployVerticle(console));
        await(bus.serve(
                Addresses.PEER_REGISTRY,
                Map.of(
                        "connect", reply("{'pin':'','proof':false}"),
                        "login", reply("{'user':'dana'}"),
                        "search", reply("{'user':'dana','rooms':[]}"),
                        "contact", refuse(Reason.NOT_ONLINE),
                        "peers", refuse(Reason.NOBODY_ELSE),
                        "logout", reply("{}"))));
        await(bus.serve(
                Addresses.PEER_ROOM,
                Map.of(
                        "join",
                        room -> room.getString("room").equals("lab")
                                ? Future.succeededFuture(lab())
                                : Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM)),
                        "leave",
                        reply("{}"),
                        "say",
                        said -> Future.succeededFuture(json("{'id':'ab','confirmed':[],'open':[]}")
                                .put("missing", new JsonArray(missing.replace('\'', '"')))))));
        await(bus.serve(
                Addresses.PEER_CHAT,
                Map.of(
                        "message",
                                sent -> Future.succeededFuture(
                                        json("{'id':'cd'}").put("state", state)),
                        "waiting", reply("{'waiting':[]}"),
                        "answer", refuse(Reason.NOT_ONLINE))));
        await(console.login(new UserName("dana"), new Password("secret"), false, false));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static JsonObject json(String json) {
        return new JsonObject(json.replace('\'', '"'));
    }

    private static JsonObject lab() {
        return json("{'room':'lab','host':'dana','version':1,'port':0,'capacity':9,'kind':'sealed','members':['omar'],"
                + "'multicast':true}");
    }

    private static Function<JsonObject, Future<JsonObject>> reply(String json) {
        return body -> Future.succeededFuture(json(json));
    }

    private static Function<JsonObject, Future<JsonObject>> refuse(Reason reason) {
        return body -> Future.failedFuture(new RefusalException(reason));
    }

    private ConsoleVerticle.Outcome outcome(String... lines) {
        for (String line : lines) {
            console.line(line);
        }
        console.noMoreLines();
        await(ended.future());
        return console.outcome();
    }

    private static ConsoleVerticle.Outcome failed(int lines) {
        return new ConsoleVerticle.Outcome(lines, false, false);
    }

    @Test
    void linesThatGoWellFailNothing() {
        assertEquals(failed(0), outcome("/join lab", "hello", "/msg omar hi", "/who", "/leave"));
    }

    @Test
    void eachFailedLineCounts() {
        assertEquals(failed(3), outcome("/join nosuch", "/unknown", "/join", "/join lab"));
    }

    @Test
    void textThatNobodyGetsIsAFailedLine() {
        assertEquals(failed(1), outcome("hello"));
    }

    @Test
    void messageThatWaitsIsQueued() {
        state = "queued";
        assertEquals(new ConsoleVerticle.Outcome(0, false, true), outcome("/msg omar hi"));
    }

    @Test
    void messageThatArrivesInTheMeantimeIsNotQueued() {
        state = "queued";
        await(console.enter("/msg omar hi"));
        await(console.enter("/status"));
        await(bus.request(Addresses.PEER_CONSOLE, "delivered", json("{'user':'omar','id':'cd','left':0}")));
        assertEquals(failed(0), outcome());
    }

    @Test
    void messageThatAMemberLacksIsPartlyDelivered() {
        missing = "['omar']";
        assertEquals(new ConsoleVerticle.Outcome(0, true, false), outcome("/join lab", "hello"));
    }

    @Test
    void leavingTheRoomLeavesItPartlyDelivered() {
        missing = "['omar']";
        assertEquals(new ConsoleVerticle.Outcome(0, true, false), outcome("/join lab", "hello", "/leave"));
    }

    @Test
    void whatOthersCauseIsNoFailureOfALine() {
        await(bus.request(Addresses.PEER_CONSOLE, "key-changed", json("{'user':'omar'}")));
        await(bus.request(Addresses.PEER_CONSOLE, "chat-request", json("{'user':'omar'}")));
        assertEquals(failed(0), outcome("/join lab"));
    }
}
