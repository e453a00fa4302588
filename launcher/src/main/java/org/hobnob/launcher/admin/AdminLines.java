package org.hobnob.launcher.admin;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.socket.Client;
import org.hobnob.socket.LineService;

/**
 * Answers the lines of administration: {@code {"id":1,"verb":"user.list","args":{…}}} with {@code {"id":1,"result":{…}}} or
 * {@code {"id":1,"error":{"reason":"…"}}}. Whoever can write to the socket acts as the owner.
 */
final class AdminLines implements LineService {
    /** Who the socket's programs are, for the registry. */
    private static final String OWNER = "(owner)";

    private static final int MOST_BYTES = 65_536;
    private static final int MOST_ID = 128;
    private static final long PATIENCE_MS = 30_000;

    /** The flag of a request that is answered again and again. */
    private static final String FOLLOW = "follow";

    private final Bus bus;
    private final Followers followers;

    AdminLines(Bus bus) {
        this.bus = bus;
        followers = new Followers(bus);
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public Future<Void> attach(Client client) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> detach(Client client) {
        followers.remove(client);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> line(Client client, String line) {
        Optional<JsonObject> request = read(line);
        if (request.isEmpty()) {
            client.tell(error(Optional.empty(), Reason.MALFORMED, "this line is no JSON object"));
            return Future.succeededFuture();
        }
        return answer(client, request.get());
    }

    private static Optional<JsonObject> read(String line) {
        try {
            return Optional.of(new JsonObject(line));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    /** Tells the program the answer. */
    private Future<Void> answer(Client client, JsonObject request) {
        if (!(request.getValue("args") instanceof JsonObject args) || !Boolean.TRUE.equals(args.getValue(FOLLOW))) {
            return answer(request).onSuccess(client::tell).mapEmpty();
        }
        // Before the lines of before are read, so that none is missed between.
        followers.add(client, Optional.ofNullable(request.getValue("id")), args);
        return answer(request)
                .onSuccess(answer -> {
                    client.tell(answer);
                    if (answer.containsKey("result")) {
                        followers.begin(client, answer.getJsonObject("result"));
                    } else {
                        followers.remove(client);
                    }
                })
                .mapEmpty();
    }

    private Future<JsonObject> answer(JsonObject request) {
        Object id = request.getValue("id");
        if (!isId(id)) {
            return Future.succeededFuture(
                    error(Optional.empty(), Reason.MALFORMED, "'id' must be a number or a short string"));
        }
        Optional<Object> kept = Optional.ofNullable(id);
        Optional<Verb> verb = Optional.ofNullable(request.getValue("verb"))
                .filter(String.class::isInstance)
                .flatMap(name -> VerbTable.find((String) name));
        if (verb.isEmpty()) {
            return Future.succeededFuture(error(kept, Reason.UNKNOWN_COMMAND, "'verb' must name a verb"));
        }
        if (!(request.getValue("args", new JsonObject()) instanceof JsonObject args)) {
            return Future.succeededFuture(error(kept, Reason.MALFORMED, "'args' must be an object"));
        }
        return verb.get()
                .fault(args)
                .map(fault -> Future.succeededFuture(error(kept, Reason.MALFORMED, fault)))
                .orElseGet(() -> asked(kept, verb.get(), args));
    }

    private static boolean isId(Object id) {
        return id == null
                || id instanceof Number number && Double.isFinite(number.doubleValue())
                || id instanceof String text && text.length() <= MOST_ID;
    }

    private Future<JsonObject> asked(Optional<Object> id, Verb verb, JsonObject args) {
        JsonObject body =
                new JsonObject().put("by", OWNER).put("from", "socket").put("args", args);
        return bus.request(Addresses.ADMIN, verb.action(), body, PATIENCE_MS)
                .map(result -> answer(id).put("result", result))
                .otherwise(cause -> error(id, BusFailures.asRefusal(cause)));
    }

    private static JsonObject answer(Optional<Object> id) {
        JsonObject answer = new JsonObject();
        id.ifPresent(one -> answer.put("id", one));
        return answer;
    }

    private static JsonObject error(Optional<Object> id, RefusalException refusal) {
        JsonObject error = new JsonObject().put("reason", refusal.reason().word());
        if (refusal.waitMs() > 0) {
            error.put("waitMs", refusal.waitMs());
        }
        if (!refusal.particulars().words().isEmpty()) {
            error.put("detail", refusal.particulars().words());
        }
        return answer(id).put("error", error);
    }

    private static JsonObject error(Optional<Object> id, Reason reason, String detail) {
        return answer(id)
                .put("error", new JsonObject().put("reason", reason.word()).put("detail", detail));
    }

    @Override
    public void tooLong(Client client) {
        client.tell(error(Optional.empty(), Reason.TOO_LONG, "a line has at most " + MOST_BYTES + " bytes"));
    }

    @Override
    public JsonObject missed(int count) {
        return new JsonObject().put("missed", count);
    }
}
