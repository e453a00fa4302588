package org.hobnob.socket;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** A program that is told what happens. */
@FunctionalInterface
public interface Client {
    /**
     * Tells it an event or an answer. Called on the peer's event loop, which it must not hold up.
     *
     * @return succeeds when the program has it; fails if it cannot be told
     */
    Future<Void> tell(JsonObject json);
}
