package org.hobnob.bus;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * How an answer is spelt in JSON. Between verticles of this program it passes as it is, and is spelt for all others.
 *
 * @param type of the answer; immutable, as asker and service share it
 * @param write spells it as BUS.md has it
 * @param read reads it; throws a {@link org.hobnob.json.MalformedBodyException} if it cannot
 */
public record Spelling<T>(Class<T> type, Function<T, JsonObject> write, Function<JsonObject, T> read) {
    /** A service's action whose answer this is. */
    public Valued<T> of(Function<JsonObject, Future<T>> action) {
        return new Valued<>(action, this);
    }

    /** An action, and how its answer is spelt. */
    public record Valued<T>(Function<JsonObject, Future<T>> action, Spelling<T> spelling) {
        /** As others ask for it. */
        Function<JsonObject, Future<JsonObject>> spelt() {
            return body -> action.apply(body).map(spelling.write);
        }
    }
}
