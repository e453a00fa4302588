package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Does what a verb says. Either the future fails with a refusal, or the method throws one. */
@FunctionalInterface
interface Handler {
    Future<JsonObject> answer(Asked asked);
}
