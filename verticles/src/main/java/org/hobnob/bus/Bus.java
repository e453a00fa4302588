package org.hobnob.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus as the verticles use it: the header {@value #ACTION}, a JSON body, refusals as failures, and a
 * timeout on every request (BUS.md 1 and 2).
 */
public final class Bus {
    /** The header that names the action. */
    public static final String ACTION = "action";
    /** The header that names the node from which an event comes that goes to all of them. */
    public static final String FROM = "from";
    /** The timeout of a request, in milliseconds. */
    public static final long TIMEOUT_MS = 4_000;
    /** The timeout of a request that waits for a password hash, in milliseconds. */
    public static final long HASH_TIMEOUT_MS = 20_000;

    /** The header by which an asker of this program says that it takes a value of that class as it is. */
    private static final String TAKES = "takes";

    private static final long TELL_TIMEOUT_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final EventBus bus;
    private final Optional<String> node;

    public Bus(Vertx vertx) {
        bus = vertx.eventBus();
        registerCodec(vertx);
        node = vertx.isClustered() ? Optional.of(nodeOf(vertx)) : Optional.empty();
    }

    /** Once for each Vert.x, however many of these there are. */
    private static void registerCodec(Vertx vertx) {
        vertx.sharedData().<String, String>getLocalMap(Bus.class.getName()).computeIfAbsent(ValueCodec.NAME, name -> {
            vertx.eventBus().registerCodec(new ValueCodec());
            return name;
        });
    }

    private static String nodeOf(Vertx vertx) {
        return vertx.sharedData()
                .<String, String>getLocalMap(Bus.class.getName())
                .computeIfAbsent(FROM, absent -> UUID.randomUUID().toString());
    }

    /**
     * Serves requests at a local address, by action. An unknown action is answered with {@link
     * Reason#UNKNOWN_COMMAND}, and a field that the handler cannot read before it returns with {@link
     * Reason#MALFORMED}. Any failure that is not a refusal is logged as a fault and answered with {@link
     * Reason#INTERNAL}.
     */
    public Future<Void> serve(String address, Map<String, Function<JsonObject, Future<JsonObject>>> actions) {
        return serve(address, actions, Map.of());
    }

    /**
     * Serves requests at a local address, as above.
     *
     * @param undone by action, takes an answer that did not reach the asker, who had stopped waiting, so that what was done
     *     can be undone
     */
    public Future<Void> serve(
            String address,
            Map<String, Function<JsonObject, Future<JsonObject>>> actions,
            Map<String, Consumer<JsonObject>> undone) {
        return serve(address, actions, Map.of(), undone);
    }

    /**
     * Serves requests at a local address, as above.
     *
     * @param valued the actions whose answers pass as values to askers of this program
     */
    public Future<Void> serve(
            String address,
            Map<String, Function<JsonObject, Future<JsonObject>>> actions,
            Map<String, Spelling.Valued<?>> valued,
            Map<String, Consumer<JsonObject>> undone) {
        Map<String, Function<JsonObject, Future<JsonObject>>> all = new HashMap<>(actions);
        valued.forEach((action, answer) -> all.put(action, answer.spelt()));
        return bus.localConsumer(address, request -> {
                    Spelling.Valued<?> value = valued.get(request.headers().get(ACTION));
                    if (value != null && takes(request, value.spelling())) {
                        answer(request, value.action(), Bus::replyValue);
                    } else {
                        answer(request, all, undone);
                    }
                })
                .completion();
    }

    private static boolean takes(Message<?> request, Spelling<?> spelling) {
        return spelling.type().getName().equals(request.headers().get(TAKES));
    }

    private static void replyValue(Message<?> request, Object value) {
        request.reply(value, new DeliveryOptions().setLocalOnly(true).setCodecName(ValueCodec.NAME));
    }

    private static void answer(
            Message<?> request,
            Map<String, Function<JsonObject, Future<JsonObject>>> actions,
            Map<String, Consumer<JsonObject>> undone) {
        String name = request.headers().get(ACTION);
        Function<JsonObject, Future<JsonObject>> action = actions.get(name);
        if (action == null) {
            BusFailures.fail(request, new RefusalException(Reason.UNKNOWN_COMMAND));
            return;
        }
        answer(request, action, (asked, answer) -> reply(asked, answer, Optional.ofNullable(undone.get(name))));
    }

    private static <T> void answer(
            Message<?> request, Function<JsonObject, Future<T>> action, BiConsumer<Message<?>, ? super T> replying) {
        try {
            action.apply(Json.object(request.body()))
                    .onSuccess(answer -> replying.accept(request, answer))
                    .onFailure(cause -> BusFailures.fail(request, cause));
        } catch (MalformedBodyException e) {
            BusFailures.fail(request, new RefusalException(Reason.MALFORMED));
        } catch (RuntimeException e) {
            BusFailures.fail(request, e);
        }
    }

    /** @param undo takes the answer if it does not reach the asker; empty if that does not matter */
    private static void reply(Message<?> request, JsonObject answer, Optional<Consumer<JsonObject>> undo) {
        if (undo.isEmpty()) {
            request.reply(answer);
            return;
        }
        DeliveryOptions options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(TELL_TIMEOUT_MS);
        request.replyAndRequest(answer, options).onFailure(cause -> {
            LOG.warn("nobody waits any more for {} at {}", request.headers().get(ACTION), request.address());
            undo.get().accept(answer);
        });
    }

    /**
     * Sends a request to a local address, with a timeout of {@link #TIMEOUT_MS}; fails only with a {@link
     * RefusalException}.
     */
    public Future<JsonObject> request(String address, String action, JsonObject body) {
        return request(address, action, body, TIMEOUT_MS);
    }

    /**
     * Sends a request to a local address, with a timeout in milliseconds; fails only with a {@link
     * RefusalException}.
     */
    public Future<JsonObject> request(String address, String action, JsonObject body, long timeoutMs) {
        DeliveryOptions options = new DeliveryOptions()
                .addHeader(ACTION, action)
                .setLocalOnly(true)
                .setSendTimeout(timeoutMs);
        return bus.<JsonObject>request(address, body, options)
                .map(Bus::taken)
                .recover(cause -> Future.failedFuture(BusFailures.asRefusal(cause)));
    }

    /**
     * Sends a request to a local address, as {@link #request(String, String, JsonObject)} does, and reads the answer; one that
     * cannot be read counts as a fault of the service.
     */
    public <T> Future<T> request(String address, String action, JsonObject body, Spelling<T> spelling) {
        DeliveryOptions options = new DeliveryOptions()
                .addHeader(ACTION, action)
                .addHeader(TAKES, spelling.type().getName())
                .setLocalOnly(true)
                .setSendTimeout(TIMEOUT_MS);
        return bus.request(address, body, options)
                .map(answer -> spelling.type().isInstance(answer.body())
                        ? spelling.type().cast(answer.body())
                        : spelling.read().apply(Json.object(answer.body())))
                .recover(cause -> Future.failedFuture(BusFailures.asRefusal(cause)));
    }

    /** Tells a service that has to know that its answer arrived in time. */
    private static JsonObject taken(Message<JsonObject> answer) {
        if (answer.replyAddress() != null) {
            answer.reply(new JsonObject());
        }
        return answer.body();
    }

    /** Sends an event to a local address; succeeds when its handler has finished. */
    public Future<Void> tell(String address, String action, JsonObject body) {
        return request(address, action, body, TELL_TIMEOUT_MS).mapEmpty();
    }

    /** Sends an event to a local address without waiting. */
    public void send(String address, String action, JsonObject body) {
        bus.send(address, body, new DeliveryOptions().addHeader(ACTION, action).setLocalOnly(true));
    }

    /**
     * Publishes an event to all nodes, including this one. This one does not depend on what the cluster knows about
     * consumers.
     */
    public void publish(String address, String action, JsonObject body) {
        publishHere(address, action, body);
        node.ifPresent(from -> bus.publish(
                address, body, new DeliveryOptions().addHeader(ACTION, action).addHeader(FROM, from)));
    }

    /** Publishes an event to this node only. */
    public void publishHere(String address, String action, JsonObject body) {
        bus.publish(
                address, body, new DeliveryOptions().addHeader(ACTION, action).setLocalOnly(true));
    }

    /**
     * Handles the events sent or published to an address, from any node if the address is clustered. Unknown
     * actions are ignored. Events that a handler refuses or cannot read are logged and dropped; any other failure
     * is logged as a fault. The failure is returned to a sender that uses {@link #tell}.
     */
    public Future<Void> hear(String address, Map<String, Consumer<JsonObject>> actions) {
        Handler<Message<Object>> taker = message -> {
            if (!isOwnCopy(message)) {
                take(message, actions);
            }
        };
        return (Addresses.isClustered(address) ? bus.consumer(address, taker) : bus.localConsumer(address, taker))
                .completion();
    }

    /** Takes whatever is sent or published to an address, for somebody who knows what it means. */
    @FunctionalInterface
    public interface Relay {
        /**
         * Takes a message.
         *
         * @param action may be empty
         * @param isRequest whether the sender waits for an answer
         * @return the answer; it is ignored if nobody waits for it
         */
        Future<JsonObject> take(String action, JsonObject body, boolean isRequest);
    }

    /**
     * Relays what is sent or published to an address, with any action; from any node if the address is clustered.
     *
     * @return completes when it is registered, with what ends it
     */
    public Future<MessageConsumer<Object>> relay(String address, Relay relay) {
        Handler<Message<Object>> taker = message -> {
            if (!isOwnCopy(message) && message.body() instanceof JsonObject body) {
                relay(message, body, relay);
            }
        };
        MessageConsumer<Object> consumer =
                Addresses.isClustered(address) ? bus.consumer(address, taker) : bus.localConsumer(address, taker);
        return consumer.completion().map(consumer);
    }

    private static void relay(Message<Object> message, JsonObject body, Relay relay) {
        String action = message.headers().get(ACTION);
        boolean isRequest = message.replyAddress() != null;
        Future<JsonObject> answer = relay.take(action == null ? "" : action, body, isRequest);
        if (isRequest) {
            answer.onSuccess(message::reply).onFailure(cause -> BusFailures.fail(message, cause));
        }
    }

    /** Whether it was published here, and therefore has been heard. */
    private boolean isOwnCopy(Message<?> message) {
        String from = message.headers().get(FROM);
        return from != null && from.equals(node.orElse(null));
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
