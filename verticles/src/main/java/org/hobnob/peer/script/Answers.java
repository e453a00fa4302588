package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests and makes their answers: a {@code result} or an {@code error}, with the request's {@code id}. */
final class Answers {
    /** The longest line that is read, in bytes. */
    static final int MOST_BYTES = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_ID = 128;

    private Answers() {}

    /** Parses a line; empty if it is no JSON object. */
    static Optional<JsonObject> read(String line) {
        try {
            return Optional.of(new JsonObject(line));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    /** Answers a request. Never fails. */
    static Future<JsonObject> to(JsonObject request, Actions actions) {
        Object id = request.getValue("id");
        if (!isId(id)) {
            return Future.succeededFuture(
                    error(Optional.empty(), Reason.MALFORMED, "'id' must be a number or a short string"));
        }
        Optional<Object> kept = Optional.ofNullable(id);
        if (!(request.getValue("request") instanceof String name)) {
            return Future.succeededFuture(error(kept, Reason.MALFORMED, "'request' must name a request"));
        }
        Optional<RequestTable.Row> row = RequestTable.find(name);
        if (row.isEmpty()) {
            return Future.succeededFuture(
                    error(kept, Reason.UNKNOWN_COMMAND, "the requests are " + RequestTable.names()));
        }
        Optional<String> fault = row.get().fault(request);
        return fault.isPresent()
                ? Future.succeededFuture(error(kept, Reason.MALFORMED, fault.get()))
                : attempt(() -> row.get().run(actions, request))
                        .map(result -> answer(kept).put("result", result))
                        .otherwise(cause -> error(kept, cause));
    }

    private static boolean isId(Object id) {
        return id == null
                // What is too large for a number would be answered by what is no JSON.
                || id instanceof Number number && Double.isFinite(number.doubleValue())
                || id instanceof String text && text.length() <= MOST_ID;
    }

    private static Future<JsonObject> attempt(Supplier<Future<JsonObject>> work) {
        try {
            return work.get();
        } catch (RefusalException refusal) {
            return Future.failedFuture(refusal);
        } catch (RuntimeException fault) {
            LOG.error("a request failed", fault);
            return Future.failedFuture(fault);
        }
    }

    private static JsonObject answer(Optional<Object> id) {
        JsonObject answer = new JsonObject();
        id.ifPresent(one -> answer.put("id", one));
        return answer;
    }

    private static JsonObject error(Optional<Object> id, Throwable cause) {
        RefusalException refusal = BusFailures.asRefusal(cause);
        JsonObject error = new JsonObject().put("reason", refusal.reason().word());
        if (refusal.waitMs() > 0) {
            error.put("waitMs", refusal.waitMs());
        }
        return answer(id).put("error", error);
    }

    private static JsonObject error(Optional<Object> id, Reason reason, String detail) {
        return answer(id)
                .put("error", new JsonObject().put("reason", reason.word()).put("detail", detail));
    }

    /** The answer to a line that is no JSON object. */
    static JsonObject noObject() {
        return error(Optional.empty(), Reason.MALFORMED, "this line is no JSON object");
    }

    /** The answer to a line of more than {@link #MOST_BYTES}. */
    static JsonObject tooLong() {
        return error(Optional.empty(), Reason.TOO_LONG, "a line has at most " + MOST_BYTES + " bytes");
    }
}
