package org.hobnob.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus as the verticles use it: a header {@value #ACTION}, a JSON body, refusals as failures, and a timeout on every
 * request (BUS.md 1 and 2).
 */
public final class Bus {
    /** The header that says what is asked. */
    public static final String ACTION = "action";
    /** How long a request may take, in milliseconds. */
    public static final long TIMEOUT_MS = 4_000;
    /** How long a request may take that waits for a password hash, in milliseconds. */
    public static final long HASH_TIMEOUT_MS = 20_000;

    private static final long TELL_TIMEOUT_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final EventBus bus;

    public Bus(Vertx vertx) {
        bus = vertx.eventBus();
    }

    /**
     * Answers what is asked at a local address, by action. An unknown action is {@link Reason#UNKNOWN_COMMAND}, a field that
     * an action cannot read before it returns is {@link Reason#MALFORMED}, and any failure that is no refusal is logged as a
     * fault and answered {@link Reason#INTERNAL}.
     */
    public Future<Void> serve(String address, Map<String, Function<JsonObject, Future<JsonObject>>> actions) {
        return bus.localConsumer(address, request -> answer(request, actions)).completion();
    }

    private static void answer(Message<?> request, Map<String, Function<JsonObject, Future<JsonObject>>> actions) {
        Function<JsonObject, Future<JsonObject>> action =
                actions.get(request.headers().get(ACTION));
        if (action == null) {
            BusFailures.fail(request, new RefusalException(Reason.UNKNOWN_COMMAND));
            return;
        }
        try {
            action.apply(Json.object(request.body()))
                    .onSuccess(request::reply)
                    .onFailure(cause -> BusFailures.fail(request, cause));
        } catch (MalformedBodyException e) {
            BusFailures.fail(request, new RefusalException(Reason.MALFORMED));
        } catch (RuntimeException e) {
            BusFailures.fail(request, e);
        }
    }

    /** Asks at a local address; fails with a {@link RefusalException} only. */
    public Future<JsonObject> request(String address, String action, JsonObject body) {
        return request(address, action, body, TIMEOUT_MS);
    }

    /** Asks at a local address; fails with a {@link RefusalException} only. */
    public Future<JsonObject> request(String address, String action, JsonObject body, long timeoutMs) {
        DeliveryOptions options = new DeliveryOptions()
                .addHeader(ACTION, action)
                .setLocalOnly(true)
                .setSendTimeout(timeoutMs);
        return bus.<JsonObject>request(address, body, options)
                .map(Message::body)
                .recover(cause -> Future.failedFuture(BusFailures.asRefusal(cause)));
    }

    /** Tells a local address; succeeds when whoever hears there is done with it. */
    public Future<Void> tell(String address, String action, JsonObject body) {
        return request(address, action, body, TELL_TIMEOUT_MS).mapEmpty();
    }

    /** Tells a local address, without an answer. */
    public void send(String address, String action, JsonObject body) {
        bus.send(address, body, new DeliveryOptions().addHeader(ACTION, action).setLocalOnly(true));
    }

    /** Tells all nodes, this one among them. */
    public void publish(String address, String action, JsonObject body) {
        bus.publish(address, body, new DeliveryOptions().addHeader(ACTION, action));
    }

    /** Tells this node alone. */
    public void publishHere(String address, String action, JsonObject body) {
        bus.publish(
                address, body, new DeliveryOptions().addHeader(ACTION, action).setLocalOnly(true));
    }

    /**
     * Hears what is sent or published to an address, from any node where the address is clustered. An unknown action is
     * ignored. What an action refuses or cannot read is dropped and logged; any other failure is logged as a fault. A
     * sender that {@link #tell tells} gets the failure.
     */
    public Future<Void> hear(String address, Map<String, Consumer<JsonObject>> actions) {
        Handler<Message<Object>> taker = message -> take(message, actions);
        return (Addresses.isClustered(address) ? bus.consumer(address, taker) : bus.localConsumer(address, taker))
                .completion();
    }

    private static void take(Message<?> message, Map<String, Consumer<JsonObject>> actions) {
        String action = message.headers().get(ACTION);
        try {
            actions.getOrDefault(action, unknown -> {}).accept(Json.object(message.body()));
            message.reply(new JsonObject());
        } catch (MalformedBodyException e) {
            drop(message, action, e, new RefusalException(Reason.MALFORMED));
        } catch (RefusalException e) {
            drop(message, action, e, e);
        } catch (RuntimeException e) {
            BusFailures.fail(message, e);
        }
    }

    private static void drop(Message<?> message, String action, Exception cause, RefusalException refusal) {
        LOG.warn("dropped a message to {} with action {}: {}", message.address(), action, cause.getMessage());
        BusFailures.fail(message, refusal);
    }
}
