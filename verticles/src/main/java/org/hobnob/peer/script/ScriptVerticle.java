package org.hobnob.peer.script;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.history.Recorder;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.socket.Client;
import org.hobnob.socket.LineService;

/** Serves programs in the place of the console: answers their requests and tells them what happens. */
public final class ScriptVerticle extends VerticleBase implements LineService {
    /** How a program's use of the peer ends. */
    public enum End {
        /** It was asked to, or there is nobody left who could ask for anything. */
        LEFT,
        /** The registry ended the session. */
        LOGGED_OUT
    }

    /** What a person would be shown and nobody need wait for, because no program is there. */
    private static final Set<String> NEEDS_NOBODY = Set.of("room-event", "room-reader");

    private final Clock clock;
    private final Consumer<End> end;
    private final Standing standing = new Standing();
    private final Audience audience = new Audience();
    private Context ownContext;
    private Bus bus;
    private Recorder recorder;
    private RegistryTurns turns;
    private Actions actions;
    private final Map<Client, Actions> ofPrograms = new HashMap<>();
    private boolean isOver;

    /**
     * @param clock for the time of events
     * @param end ends the program; called once, on the event loop
     */
    public ScriptVerticle(Clock clock, Consumer<End> end) {
        this.clock = clock;
        this.end = end;
    }

    @Override
    public Future<?> start() {
        ownContext = context;
        bus = new Bus(vertx);
        recorder = new Recorder(bus);
        turns = new RegistryTurns(this::request);
        actions = new Actions(turns.program(), standing, this::leave);
        Map<String, Function<JsonObject, Future<JsonObject>>> events = new HashMap<>();
        EventTable.actions().forEach(action -> events.put(action, json -> heard(action, json)));
        return bus.serve(Addresses.PEER_CONSOLE, events);
    }

    private Future<JsonObject> heard(String action, JsonObject json) {
        standing.heard(action, json);
        if (isHidden(action, json)) {
            return Future.succeededFuture(new JsonObject());
        }
        recorder.shown(action, json, true);
        boolean isWaitedFor = !audience.isEmpty() || !NEEDS_NOBODY.contains(action);
        Future<Void> told = audience.tell(stamped(EventTable.told(action, json)));
        if (action.equals("state") && "ended".equals(json.getString("state"))) {
            told.onComplete(done -> over(End.LOGGED_OUT));
        }
        return isWaitedFor
                ? told.recover(cause -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)))
                        .map(done -> new JsonObject())
                : Future.succeededFuture(new JsonObject());
    }

    private Future<JsonObject> request(String address, String action, JsonObject body, long timeoutMs) {
        return recorder.asked(address, action, body, bus.request(address, action, body, timeoutMs));
    }

    private boolean isHidden(String action, JsonObject json) {
        return switch (action) {
            case "direct", "room-text", "room-gap", "room-unreadable" -> standing.hides(json.getString("user", ""));
            case "invited" -> standing.hides(json.getString("by", ""));
            default -> false;
        };
    }

    private JsonObject stamped(JsonObject event) {
        return event.put("at", clock.millis());
    }

    /** Tells a program the state of things, and events from now on. Thread-safe. */
    @Override
    public Future<Void> attach(Client client) {
        return onLoop(() -> {
            ofPrograms.put(client, actions.by(turns.program()));
            audience.attach(client, stamped(EventTable.own(EventTable.HELLO, standing.json())));
            return Future.succeededFuture();
        });
    }

    /** Tells a program no more. Thread-safe. */
    @Override
    public Future<Void> detach(Client client) {
        return onLoop(() -> {
            audience.detach(client);
            ofPrograms.remove(client);
            return Future.succeededFuture();
        });
    }

    /**
     * Answers a line of a program and tells it the answer. Thread-safe.
     *
     * @return succeeds, when the answer has been handed to the program
     */
    @Override
    public Future<Void> line(Client client, String line) {
        return onLoop(() -> Answers.read(line)
                .map(request -> Answers.to(request, ofPrograms.getOrDefault(client, actions))
                        .map(answer -> answered(client, request, answer)))
                .orElseGet(() ->
                        Future.succeededFuture(client.tell(Answers.noObject())).mapEmpty()));
    }

    /** An answer without an {@code id} to a request that went well is told to nobody. */
    private Void answered(Client client, JsonObject request, JsonObject answer) {
        if (answer.containsKey("id") || answer.containsKey("error")) {
            client.tell(answer);
        }
        if (answer.containsKey("result") && request.getString("request").equals(RequestTable.SEND)) {
            tellOthers(client, request, answer.getJsonObject("result"));
        }
        return null;
    }

    /** Programs that did not say it themselves are told what the user said. */
    private void tellOthers(Client client, JsonObject request, JsonObject result) {
        JsonObject said = request.copy()
                .put("conversation", request.getString("to"))
                .put("messageId", result.getValue("messageId"));
        audience.tellOthers(client, stamped(EventTable.own(EventTable.SAID, said)));
    }

    /** Tells a program that its line was too long. Thread-safe. */
    @Override
    public void tooLong(Client client) {
        onLoop(() -> client.tell(Answers.tooLong()));
    }

    @Override
    public int mostBytes() {
        return Answers.MOST_BYTES;
    }

    @Override
    public JsonObject missed(int count) {
        return EventTable.own(EventTable.MISSED, new JsonObject().put("count", count));
    }

    /**
     * Asks for something, as a program does. Thread-safe.
     *
     * @return the answer, with {@code result} or {@code error}
     */
    public Future<JsonObject> ask(JsonObject request) {
        return onLoop(() -> Answers.to(request, actions));
    }

    /**
     * Logs in, and creates the account first if {@code signup} is set. Thread-safe.
     *
     * @param stay whether the profile's key may log in from now on
     * @return fails with a {@link RefusalException} if the registry refuses
     */
    public Future<Void> login(UserName user, Password password, boolean signup, boolean stay) {
        return onLoop(() -> registry("connect", new JsonObject())
                .compose(registry -> digests(user, password, registry))
                .compose(fields -> signup ? registry("register", fields).map(fields) : Future.succeededFuture(fields))
                .compose(fields -> login(fields.copy().put("stay", stay))));
    }

    /** Logs in with the profile's key. Thread-safe. */
    public Future<Void> login(UserName user) {
        return onLoop(() -> registry("connect", new JsonObject())
                .compose(done -> login(new JsonObject().put("user", user.shown()))));
    }

    private Future<JsonObject> digests(UserName user, Password password, JsonObject registry) {
        Optional<Fingerprint> pin = Pin.parse(registry.getString("pin")).map(one -> new Fingerprint(one.hex()));
        return vertx.executeBlocking(() -> password.digests(pin, user).json().put("user", user.shown()));
    }

    private Future<Void> login(JsonObject fields) {
        return registry("login", fields)
                .compose(json -> keptRooms(json.getString("user")).map(rooms -> {
                    standing.loggedIn(json.getString("user"), rooms);
                    return null;
                }));
    }

    /** The rooms in which the registry has kept a place; none if that cannot be found out. */
    private Future<List<String>> keptRooms(String user) {
        return registry("search", new JsonObject().put("user", user))
                .map(contact -> contact.getJsonArray("rooms", new JsonArray()).stream()
                        .map(Object::toString)
                        .toList())
                .otherwise(List.of());
    }

    private Future<JsonObject> registry(String action, JsonObject body) {
        return bus.request(Addresses.PEER_REGISTRY, action, body, Bus.HASH_TIMEOUT_MS);
    }

    /** Logs out if somebody is logged in, and ends the program in any case. Thread-safe. */
    public Future<Void> quit() {
        return onLoop(this::leave);
    }

    private Future<Void> leave() {
        Future<JsonObject> goodbye =
                standing.user().isPresent() ? registry("logout", new JsonObject()) : Future.succeededFuture();
        return goodbye.<Void>mapEmpty().otherwiseEmpty().onComplete(done -> {
            standing.loggedOut();
            // Behind the answer to whoever asked for it.
            ownContext.runOnContext(next -> over(End.LEFT));
        });
    }

    private void over(End how) {
        if (!isOver) {
            isOver = true;
            end.accept(how);
        }
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        ownContext.runOnContext(now ->
                Future.<Void>succeededFuture().compose(begun -> work.get()).onComplete(done));
        return done.future();
    }
}
