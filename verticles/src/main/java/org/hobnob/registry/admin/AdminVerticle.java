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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.audit.AuditTrail;
import org.hobnob.registry.audit.Deed;
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
     * @param node supplies the name of this registry, which changes when the others declare it dead
     * @param process what the process of the registry does for administrators
     */
    public record Parts(
            Bus bus,
            Store store,
            BooleanSupplier mayChange,
            AuditTrail audit,
            Clock clock,
            Supplier<String> node,
            ProcessActions process) {}

    /** The option that says why. */
    private static final String REASON = "reason";

    private final Parts parts;
    private final Map<String, Handler> handlers = new HashMap<>();

    public AdminVerticle(Parts parts) {
        this.parts = parts;
        Services services = new Services(parts.bus());
        List.of(
                        new RegistryVerbs(services, parts.store(), parts.clock(), parts.node()).handlers(),
                        new RoomVerbs(services).handlers(),
                        new BanVerbs(services, parts.clock()).handlers(),
                        new NodeVerbs(parts).handlers())
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
        String from = Json.optional(body, "from", Optional::of).orElse("socket");
        return run(new Asked(verb, args, Json.text(body, "by"), from));
    }

    private Future<JsonObject> run(Asked asked) {
        Verb verb = asked.verb();
        if (verb.fault(asked.args()).isPresent()) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        Supplier<Future<JsonObject>> work = () -> mayNot(asked)
                .<Future<JsonObject>>map(Future::failedFuture)
                .orElseGet(() -> handlers.get(verb.name()).answer(asked));
        return verb.changes() ? parts.audit().audited(deed(asked), work) : work.get();
    }

    private static Deed deed(Asked asked) {
        return new Deed(
                asked.by(),
                asked.from(),
                asked.verb().name(),
                asked.named(Parameter.Kind.WORD),
                asked.optional(REASON).orElseGet(() -> asked.named(Parameter.Kind.REST)),
                asked.otherOptions(REASON));
    }

    private Optional<RefusalException> mayNot(Asked asked) {
        if (asked.verb().who() == Verb.Who.OWNER && !asked.isByOwner()) {
            return Optional.of(new RefusalException(Reason.NOT_ALLOWED));
        }
        return asked.verb().changes() && !parts.mayChange().getAsBoolean()
                ? Optional.of(new RefusalException(Reason.UNAVAILABLE))
                : Optional.empty();
    }
}
