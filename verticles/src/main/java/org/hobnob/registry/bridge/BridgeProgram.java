package org.hobnob.registry.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.bridge.BridgeAccess.Verb;

/** A program that has said the secret: does for it on the bus what it may do. Lives on one event loop. */
final class BridgeProgram {
    /** Knows which program serves what. */
    interface Services {
        /** Claims an address for a program; false if another program serves it. */
        boolean claim(String address);

        /** Gives it back. */
        void release(String address);
    }

    /** A request to the program that it has not answered. */
    private record Open(Promise<JsonObject> answer, long sinceNs) {}

    private static final long NS_PER_MS = 1_000_000;
    /** Begins the addresses under which the program answers requests. */
    private static final String REPLY = "reply.";

    private static final String ACCESS_DENIED = "access_denied";
    private static final String UNKNOWN_ADDRESS = "unknown_address";

    private final Bus bus;
    private final BridgeAccess access;
    private final BridgeLimits limits;
    private final Services services;
    private final BridgeWire wire;
    private final LongSupplier nanoTime;
    private final Map<String, Future<MessageConsumer<Object>>> registered = new HashMap<>();
    /** Those asked first come first. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    private long numbers;
    private int asked;
    private boolean isGone;

    BridgeProgram(Bus bus, BridgeSettings settings, Services services, BridgeWire wire, LongSupplier nanoTime) {
        this.bus = bus;
        access = settings.access();
        limits = settings.limits();
        this.services = services;
        this.wire = wire;
        this.nanoTime = nanoTime;
    }

    /** Does what a frame says; a frame that cannot be read ends the connection. */
    void frame(byte[] frame) {
        try {
            take(BridgeMessage.of(frame));
        } catch (MalformedBodyException e) {
            wire.end(err(e.getMessage()));
        }
    }

    private void take(BridgeMessage message) {
        if (message instanceof BridgeMessage.Send send) {
            send(send);
        } else if (message instanceof BridgeMessage.Fail fail) {
            fail(fail);
        } else if (message instanceof BridgeMessage.Publish publish) {
            publish(publish);
        } else if (message instanceof BridgeMessage.Register register) {
            register(register.address());
        } else if (message instanceof BridgeMessage.Unregister unregister) {
            unregister(unregister.address());
        } else if (message instanceof BridgeMessage.Ping) {
            wire.write(new JsonObject().put("type", "pong"));
        } else {
            throw new MalformedBodyException("unknown_type");
        }
    }

    private static JsonObject err(String message) {
        return new JsonObject().put("type", "err").put("message", message);
    }

    private void denied(String address, String message) {
        wire.write(err(message).put("address", address));
    }

    private void send(BridgeMessage.Send send) {
        Open request = open.remove(send.address());
        if (request != null) {
            request.answer().tryComplete(send.body());
        } else if (send.address().startsWith(REPLY)) {
            denied(send.address(), UNKNOWN_ADDRESS);
        } else if (send.replyAddress().isPresent()) {
            ask(send, send.replyAddress().get());
        } else if (access.allows(Verb.SEND, send.address(), send.action())) {
            bus.send(send.address(), send.action(), send.body());
        } else {
            denied(send.address(), ACCESS_DENIED);
        }
    }

    private void ask(BridgeMessage.Send send, String replyAddress) {
        if (!access.allows(Verb.SEND, send.address(), send.action())) {
            refused(replyAddress, new RefusalException(Reason.NOT_ALLOWED), ACCESS_DENIED);
        } else if (asked >= limits.asked()) {
            refused(replyAddress, new RefusalException(Reason.SLOW_DOWN, 100));
        } else {
            asked++;
            bus.request(send.address(), send.action(), send.body(), Bus.HASH_TIMEOUT_MS)
                    .onComplete(done -> asked--)
                    .onSuccess(body -> answered(replyAddress, body))
                    .onFailure(cause -> refused(replyAddress, BusFailures.asRefusal(cause)));
        }
    }

    private void answered(String replyAddress, JsonObject body) {
        boolean fits = wire.write(new JsonObject()
                .put("type", "message")
                .put("address", replyAddress)
                .put("send", true)
                .put("body", body));
        if (!fits) {
            refused(replyAddress, new RefusalException(Reason.TOO_LONG));
        }
    }

    private void refused(String replyAddress, RefusalException refusal) {
        refused(replyAddress, refusal, BusFailures.words(refusal));
    }

    private void refused(String replyAddress, RefusalException refusal, String words) {
        wire.write(err(words)
                .put("address", replyAddress)
                .put("failureCode", refusal.reason().code())
                .put("failureType", "RECIPIENT_FAILURE"));
    }

    private void fail(BridgeMessage.Fail fail) {
        Open request = open.remove(fail.address());
        if (request == null) {
            denied(fail.address(), UNKNOWN_ADDRESS);
        } else {
            request.answer().tryFail(BusFailures.parse(fail.code(), fail.message()));
        }
    }

    private void publish(BridgeMessage.Publish publish) {
        if (access.allows(Verb.PUBLISH, publish.address(), publish.action())) {
            bus.publish(publish.address(), publish.action(), publish.body());
        } else {
            denied(publish.address(), ACCESS_DENIED);
        }
    }

    private void register(String address) {
        boolean serves = access.allows(Verb.SERVE, address, "");
        if (!serves && !access.allows(Verb.HEAR, address, "")) {
            denied(address, ACCESS_DENIED);
        } else if (registered.containsKey(address)) {
            confirmed(address);
        } else if (registered.size() >= limits.registrations()) {
            denied(address, "too-many");
        } else if (serves && !services.claim(address)) {
            denied(address, "already-served");
        } else {
            registered.put(
                    address,
                    bus.relay(address, (action, body, isRequest) -> relayed(address, action, body, isRequest))
                            .onSuccess(done -> confirmed(address)));
        }
    }

    private void confirmed(String address) {
        wire.write(new JsonObject().put("type", "registered").put("address", address));
    }

    private void unregister(String address) {
        Future<MessageConsumer<Object>> consumer = registered.remove(address);
        if (consumer != null) {
            drop(address, consumer);
        }
    }

    private void drop(String address, Future<MessageConsumer<Object>> consumer) {
        consumer.onSuccess(MessageConsumer::unregister);
        if (access.allows(Verb.SERVE, address, "")) {
            services.release(address);
        }
    }

    /** A message of the bus for the program. */
    private Future<JsonObject> relayed(String address, String action, JsonObject body, boolean isRequest) {
        JsonObject message = new JsonObject()
                .put("type", "message")
                .put("address", address)
                .put("send", isRequest)
                .put("headers", new JsonObject().put(Bus.ACTION, action))
                .put("body", body);
        if (!isRequest) {
            wire.write(message);
            return Future.succeededFuture(new JsonObject());
        }
        return request(message);
    }

    private Future<JsonObject> request(JsonObject message) {
        if (isGone || open.size() >= limits.served()) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        String reply = REPLY + numbers++;
        Promise<JsonObject> answer = Promise.promise();
        open.put(reply, new Open(answer, nanoTime.getAsLong()));
        // A program that does not read is cut off here, and what is open fails.
        if (!wire.write(message.put("replyAddress", reply))) {
            open.remove(reply);
            return Future.failedFuture(new RefusalException(Reason.TOO_LONG));
        }
        return answer.future();
    }

    /** Fails the requests that were not answered in time; their askers wait no more. */
    void expire() {
        long nowNs = nanoTime.getAsLong();
        Iterator<Open> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            Open request = oldest.next();
            if (nowNs - request.sinceNs() < limits.servedMs() * NS_PER_MS) {
                return;
            }
            oldest.remove();
            request.answer().tryFail(new RefusalException(Reason.UNAVAILABLE));
        }
    }

    /** How many requests to the program are unanswered. */
    int unanswered() {
        return open.size();
    }

    /** The program has gone: it serves and hears nothing any more, and what it was asked fails now. */
    void gone() {
        isGone = true;
        Map.copyOf(registered).forEach(this::drop);
        registered.clear();
        Map<String, Open> left = Map.copyOf(open);
        open.clear();
        left.values().forEach(one -> one.answer().tryFail(new RefusalException(Reason.UNAVAILABLE)));
    }
}
