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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.audit.AuditTrail;
import org.hobnob.registry.audit.Deed;
import org.hobnob.registry.rules.admin.Condition;
import org.hobnob.registry.store.Store;

/**
 * Administration (BUS.md 4.7): answers the verbs of {@link VerbTable}, by their names, and lines of users. Checks arguments, who
 * asks, and the lease, and tells the audit of what changes anything.
 */
public final class AdminVerticle extends VerticleBase {
    /**
     * The parts that the verticle works with.
     *
     * @param mayChange whether the registry holds its lease
     * @param node supplies the name of this registry, which changes when the others declare it dead
     * @param gateway names this registry's gateway
     * @param process what the process of the registry does for administrators
     * @param pin of the registry
     * @param condition supplies what the registry knows of itself; called on any thread
     * @param link makes the join link, with an invitation or without, if the registry knows its addresses
     */
    public record Parts(
            Bus bus,
            Store store,
            BooleanSupplier mayChange,
            AuditTrail audit,
            Clock clock,
            RandomGenerator random,
            Supplier<String> node,
            String gateway,
            ProcessActions process,
            Pin pin,
            Supplier<Condition> condition,
            Function<Optional<InviteToken>, Optional<String>> link) {}

    /** The option that says why. */
    private static final String REASON = "reason";

    private final Parts parts;
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Telling telling;
    private final AccessVerbs access;
    private final TypedLines lines;
    private final ReportVerbs reports;
    private final OtherNodes others;
    private final NodeVerbs nodeVerbs;

    public AdminVerticle(Parts parts) {
        this.parts = parts;
        Services services = new Services(parts.bus());
        telling = new Telling(parts.bus(), parts.gateway());
        Roles roles = new Roles(services, parts.store().administration()::change);
        access = new AccessVerbs(
                roles,
                parts.store().administration(),
                parts.store().invites(),
                parts.clock(),
                parts.random(),
                parts.link());
        reports = new ReportVerbs(services, parts.store().reports(), parts.clock(), parts.pin());
        others = new OtherNodes(parts.bus(), parts.node(), parts.random(), OtherNodes.PATIENCE_MS);
        nodeVerbs = new NodeVerbs(parts, others);
        lines = new TypedLines(this::run, parts.random());
        List.of(
                        new RegistryVerbs(parts, services, telling).handlers(),
                        new DoctorVerb(parts).handlers(),
                        new UserVerbs(services, telling, parts.store().administration(), roles).handlers(),
                        new RoomVerbs(services, telling).handlers(),
                        new BanVerbs(services, parts.store().administration(), parts.clock()).handlers(),
                        nodeVerbs.handlers(),
                        reports.handlers(),
                        access.handlers())
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
        actions.put("line", body -> lines.typed(Json.user(body), Json.text(body, "ip"), Json.text(body, "line")));
        actions.put("report", reports::report);
        actions.put("welcome", body -> welcome());
        reports.start(vertx);
        parts.audit().hear(this::tellWritten);
        return telling.start()
                .compose(done -> others.start(vertx, nodeVerbs.served()))
                .compose(done -> parts.bus().serve(Addresses.ADMIN, actions));
    }

    /** Programs follow the audit of this registry, or of all. */
    private void tellWritten(JsonObject line) {
        parts.bus().publishHere(Addresses.ADMIN_AUDIT, "written", line);
        parts.bus()
                .publish(
                        Addresses.ADMIN_EVENTS,
                        "written",
                        line.copy().put("node", parts.node().get()));
    }

    /** A token for the first administrator, if this registry never had a change of its administration. */
    public Future<Optional<String>> firstToken() {
        return access.firstToken();
    }

    private Future<JsonObject> welcome() {
        return parts.store().administration().current().map(now -> new JsonObject().put("motd", now.motd()));
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
        if (!FreeText.isValid(asked.optional(REASON).orElse(""))) {
            // Otherwise the account would be changed, and its session not ended: its notice could not be made.
            return Future.failedFuture(Explained.refusal(
                    Reason.MALFORMED, "--reason must have at most 200 bytes: it is told to the user"));
        }
        Supplier<Future<JsonObject>> work = () -> {
            requireLease(verb);
            return handlers.get(verb.name()).answer(asked).map(done -> {
                requireLease(verb);
                return done;
            });
        };
        // Before anything is written down: else those who may nothing would push what others did out of the audit.
        return mayAsk(asked).compose(may -> verb.changes() ? parts.audit().audited(deed(asked), work) : work.get());
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

    private Future<Void> mayAsk(Asked asked) {
        return switch (asked.verb().who()) {
            case ANYBODY -> access.mayClaim(asked);
            case OWNER -> asked.isByOwner() ? Future.succeededFuture() : refused(Reason.NOT_ALLOWED);
            case ADMIN -> asked.isByOwner() ? Future.succeededFuture() : isAdmin(asked);
        };
    }

    private Future<Void> isAdmin(Asked asked) {
        UserName user = UserName.of(asked.by()).orElseThrow(() -> new RefusalException(Reason.NOT_ALLOWED));
        return parts.store()
                .administration()
                .current()
                .compose(now -> now.isAdmin(user) ? Future.succeededFuture() : refused(Reason.NOT_ALLOWED));
    }

    /** Without the lease a change is neither made nor acknowledged. */
    private void requireLease(Verb verb) {
        if (verb.changes() && !parts.mayChange().getAsBoolean()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
    }

    private static Future<Void> refused(Reason reason) {
        return Future.failedFuture(new RefusalException(reason));
    }
}
