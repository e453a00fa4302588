package org.hobnob.registry.admin;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;

/** Is told what administrators changed, or tried to. */
@FunctionalInterface
public interface Audit {
    /**
     * A verb that changes something was answered.
     *
     * @param by who asked: an account's name, or {@code (owner)}
     * @param verb its name
     * @param args without secrets
     * @param refused why it was not done; empty if it was
     */
    void note(String by, String verb, JsonObject args, Optional<Reason> refused);
}
