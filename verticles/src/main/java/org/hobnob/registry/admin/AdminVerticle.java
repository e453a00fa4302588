package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.store.Store;

/**
 * Administration (BUS.md 4.7): answers the verbs of {@link VerbTable}, by their names. Checks arguments and lease, and tells the
 * audit of what changes anything.
 */
public final class AdminVerticle extends VerticleBase {
    /**
     * The parts that the verticle works with.
     *
     * @param mayChange whether the registry holds its lease
     * @param node names this registry
     */
    public record Parts(Bus bus, Store store, BooleanSupplier mayChange, Audit audit, Clock clock, String node) {}

    private final Parts parts;
    private final Map<String, Handler> handlers = new HashMap<>();

    public AdminVerticle(Parts parts) {
        this.parts = parts;
        Services services = new Services(parts.bus());
        List.of(
                        new RegistryVerbs(services, parts.store(), parts.clock(), parts.node()).handlers(),
                        new RoomVerbs(services).handlers())
                .forEach(handlers::putAll);
        requireAll();
    }

    private void requireAll() {
        if (!handlers.keySet().equals(VerbTable.ROWS.stream().map(Verb::name).collect(Collectors.toSet()))) {
            throw new IllegalStateException("the table of verbs and their handlers differ: " + handlers.keySet());
        }
    }

    @Override
    public Future<?> start() {
        Map<String, Function<JsonObject, Future<JsonObject>>> actions = new HashMap<>();
        VerbTable.ROWS.forEach(verb -> actions.put(verb.action(), body -> asked(verb, body)));
        return parts.bus().serve(Addresses.ADMIN, actions);
    }

    private Future<JsonObject> asked(Verb verb, JsonObject body) {
        JsonObject args = body.getJsonObject("args", new JsonObject());
        return run(new Asked(verb, args, Json.text(body, "by")));
    }

    private Future<JsonObject> run(Asked asked) {
        Verb verb = asked.verb();
        if (verb.fault(asked.args()).isPresent()) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        Future<JsonObject> answer = mayNot(asked)
                .<Future<JsonObject>>map(Future::failedFuture)
                .orElseGet(() -> handlers.get(verb.name()).answer(asked));
        return verb.changes() ? answer.onComplete(done -> note(asked, done.cause())) : answer;
    }

    private Optional<RefusalException> mayNot(Asked asked) {
        if (asked.verb().who() == Verb.Who.OWNER && !asked.isByOwner()) {
            return Optional.of(new RefusalException(Reason.NOT_ALLOWED));
        }
        return asked.verb().changes() && !parts.mayChange().getAsBoolean()
                ? Optional.of(new RefusalException(Reason.UNAVAILABLE))
                : Optional.empty();
    }

    private void note(Asked asked, Throwable cause) {
        Optional<Reason> refused =
                Optional.ofNullable(cause).map(BusFailures::asRefusal).map(RefusalException::reason);
        parts.audit().note(asked.by(), asked.verb().name(), asked.shownArgs(), refused);
    }
}
