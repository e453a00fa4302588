package org.hobnob.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What the bus makes of a handler's failures (BUS.md 2). */
@ExtendWith(VertxExtension.class)
class BusTest {
    private static final String ADDRESS = "a.service";

    private final Logger logger = (Logger) LoggerFactory.getLogger(Bus.class.getPackageName());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private static Future<Reason> refusal(
            Vertx vertx, JsonObject body, Function<JsonObject, Future<JsonObject>> action) {
        Bus bus = new Bus(vertx);
        return bus.serve(ADDRESS, Map.of("do", action)).compose(done -> reason(bus.request(ADDRESS, "do", body)));
    }

    private static Future<Reason> reason(Future<JsonObject> asked) {
        return asked.transform(reply -> reply.cause() instanceof RefusalException refused
                ? Future.succeededFuture(refused.reason())
                : Future.failedFuture("no refusal but " + reply));
    }

    private List<ILoggingEvent> faults() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .toList();
    }

    private void isOneFault(Throwable cause) {
        assertEquals(1, faults().size(), log.list::toString);
        ThrowableProxy logged = (ThrowableProxy) faults().get(0).getThrowableProxy();
        assertSame(cause, logged.getThrowable());
        assertTrue(logged.getStackTraceElementProxyArray().length > 0, "no stack");
    }

    private record Weather(String sky) {
        static final Spelling<Weather> SPELLING = new Spelling<>(
                Weather.class,
                weather -> new JsonObject().put("sky", weather.sky()),
                json -> new Weather(Json.text(json, "sky")));
    }

    @Test
    void valuesPassBetweenVerticlesOfTheProgramAsTheyAre(Vertx vertx, VertxTestContext test) {
        Weather told = new Weather("grey");
        Bus bus = new Bus(vertx);
        bus.serve(ADDRESS, Map.of(), Map.of("do", Weather.SPELLING.of(asked -> Future.succeededFuture(told))), Map.of())
                .compose(done -> new Bus(vertx).request(ADDRESS, "do", new JsonObject(), Weather.SPELLING))
                .onComplete(test.succeeding(heard -> test.verify(() -> {
                    assertSame(told, heard);
                    test.completeNow();
                })));
    }

    @Test
    void othersAreAnsweredValuesInJson(Vertx vertx, VertxTestContext test) {
        Spelling.Valued<Weather> action = Weather.SPELLING.of(asked -> Future.succeededFuture(new Weather("grey")));
        new Bus(vertx)
                .serve(ADDRESS, Map.of(), Map.of("do", action), Map.of())
                .compose(done -> vertx.eventBus()
                        .<JsonObject>request(
                                ADDRESS, new JsonObject(), new DeliveryOptions().addHeader(Bus.ACTION, "do")))
                .onComplete(test.succeeding(answer -> test.verify(() -> {
                    assertEquals(new JsonObject().put("sky", "grey"), answer.body());
                    test.completeNow();
                })));
    }

    @Test
    void valuesAreReadFromServicesThatAnswerJson(Vertx vertx, VertxTestContext test) {
        Bus bus = new Bus(vertx);
        bus.serve(ADDRESS, Map.of("do", asked -> Future.succeededFuture(new JsonObject().put("sky", "blue"))))
                .compose(done -> bus.request(ADDRESS, "do", new JsonObject(), Weather.SPELLING))
                .onComplete(test.succeeding(heard -> test.verify(() -> {
                    assertEquals(new Weather("blue"), heard);
                    test.completeNow();
                })));
    }

    @Test
    void unreadableValueIsAFaultOfTheService(Vertx vertx, VertxTestContext test) {
        Bus bus = new Bus(vertx);
        bus.serve(ADDRESS, Map.of("do", asked -> Future.succeededFuture(new JsonObject())))
                .compose(done -> bus.request(ADDRESS, "do", new JsonObject(), Weather.SPELLING))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertEquals(Reason.INTERNAL, ((RefusalException) cause).reason());
                    test.completeNow();
                })));
    }

    @Test
    void unreadableFieldIsMalformedAndNoFault(Vertx vertx, VertxTestContext test) {
        refusal(vertx, new JsonObject().put("limit", "ten"), json -> {
                    Json.integer(json, "limit");
                    return Future.succeededFuture(json);
                })
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.MALFORMED, reason);
                    assertEquals(List.of(), faults());
                    test.completeNow();
                })));
    }

    private static Future<Void> serving(
            Bus bus, Function<JsonObject, Future<JsonObject>> action, Consumer<JsonObject> undo) {
        return bus.serve(ADDRESS, Map.of("do", action), Map.of("do", undo));
    }

    @Test
    void answerThatNobodyWaitsForIsUndone(Vertx vertx, VertxTestContext test) {
        Bus bus = new Bus(vertx);
        Promise<JsonObject> late = Promise.promise();
        serving(
                        bus,
                        json -> late.future(),
                        undone -> test.verify(() -> {
                            assertEquals(new JsonObject().put("done", 1), undone);
                            test.completeNow();
                        }))
                .compose(done -> reason(bus.request(ADDRESS, "do", new JsonObject(), 50)))
                .onComplete(test.succeeding(reason -> {
                    test.verify(() -> assertEquals(Reason.UNAVAILABLE, reason));
                    late.complete(new JsonObject().put("done", 1));
                }));
    }

    @Test
    void answerThatArrivesIsNotUndone(Vertx vertx, VertxTestContext test) {
        Bus bus = new Bus(vertx);
        List<JsonObject> undone = new ArrayList<>();
        serving(bus, Future::succeededFuture, undone::add)
                .compose(done -> bus.request(ADDRESS, "do", new JsonObject()))
                // A second request: by then the first answer has been confirmed or has failed.
                .compose(answer -> bus.request(ADDRESS, "do", answer))
                .onComplete(test.succeeding(answer -> test.verify(() -> {
                    assertEquals(List.of(), undone);
                    test.completeNow();
                })));
    }

    @Test
    void bodyThatIsNoObjectIsMalformed(Vertx vertx, VertxTestContext test) {
        Bus bus = new Bus(vertx);
        bus.serve(ADDRESS, Map.of("do", Future::succeededFuture))
                .compose(done -> vertx.eventBus()
                        .request(ADDRESS, "text", new DeliveryOptions().addHeader(Bus.ACTION, "do"))
                        .transform(reply -> Future.succeededFuture(BusFailures.asRefusal(reply.cause()))))
                .onComplete(test.succeeding(refusal -> test.verify(() -> {
                    assertEquals(Reason.MALFORMED, refusal.reason());
                    test.completeNow();
                })));
    }

    @Test
    void exceptionInAnActionIsAFault(Vertx vertx, VertxTestContext test) {
        RuntimeException cause = new NullPointerException("fault");
        refusal(vertx, new JsonObject(), json -> {
                    throw cause;
                })
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.INTERNAL, reason);
                    isOneFault(cause);
                    test.completeNow();
                })));
    }

    @Test
    void failureOfAnActionsFutureIsAFault(Vertx vertx, VertxTestContext test) {
        ClassCastException cause = new ClassCastException("fault");
        refusal(vertx, new JsonObject(), json -> Future.failedFuture(cause))
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.INTERNAL, reason);
                    isOneFault(cause);
                    test.completeNow();
                })));
    }

    @Test
    void anothersUnreadableReplyIsNotTheAskersFault(Vertx vertx, VertxTestContext test) {
        refusal(
                        vertx,
                        new JsonObject(),
                        json -> Future.succeededFuture(new JsonObject())
                                .map(reply -> new JsonObject()
                                        .put("user", Json.user(reply).shown())))
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.INTERNAL, reason);
                    assertEquals(1, faults().size());
                    test.completeNow();
                })));
    }

    @Test
    void refusalIsAnsweredAndNotLogged(Vertx vertx, VertxTestContext test) {
        refusal(vertx, new JsonObject(), json -> {
                    throw new RefusalException(Reason.ROOM_FULL);
                })
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.ROOM_FULL, reason);
                    assertEquals(List.of(), log.list);
                    test.completeNow();
                })));
    }

    private Future<Reason> refusalOfTold(Vertx vertx, RuntimeException cause) {
        Bus bus = new Bus(vertx);
        return bus.hear(ADDRESS, Map.of("news", json -> {
                    if (cause == null) {
                        Json.user(json);
                    } else {
                        throw cause;
                    }
                }))
                .compose(done ->
                        reason(bus.tell(ADDRESS, "news", new JsonObject()).map(told -> new JsonObject())));
    }

    @Test
    void newsThatCannotBeReadIsDropped(Vertx vertx, VertxTestContext test) {
        refusalOfTold(vertx, null)
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.MALFORMED, reason);
                    assertEquals(List.of(), faults());
                    assertEquals(
                            "dropped a message to a.service with action news: the field 'user' is missing",
                            log.list.get(0).getFormattedMessage());
                    test.completeNow();
                })));
    }

    @Test
    void faultInAListenerIsLoggedWithItsStack(Vertx vertx, VertxTestContext test) {
        NullPointerException cause = new NullPointerException("fault");
        refusalOfTold(vertx, cause)
                .onComplete(test.succeeding(reason -> test.verify(() -> {
                    assertEquals(Reason.INTERNAL, reason);
                    isOneFault(cause);
                    test.completeNow();
                })));
    }
}
