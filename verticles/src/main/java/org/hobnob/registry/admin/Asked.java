package org.hobnob.registry.admin;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Verb;

/**
 * A verb that somebody asked for.
 *
 * @param args checked against the verb's parameters
 * @param by {@value #OWNER}, or the name of an account with the admin role
 */
record Asked(Verb verb, JsonObject args, String by) {
    /** Whoever owns the registry's data folder. No account has a name with this mark. */
    static final String OWNER = "(owner)";

    boolean isByOwner() {
        return by.equals(OWNER);
    }

    String text(String name) {
        return args.getString(name);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(args.getString(name));
    }

    int number(String name, int otherwise) {
        return args.getInteger(name, otherwise);
    }

    /** The arguments that may be written down: not the hidden ones, such as hashes of passwords. */
    JsonObject shownArgs() {
        JsonObject shown = args.copy();
        verb.takes().stream()
                .filter(one -> one.kind() == Parameter.Kind.HIDDEN)
                .forEach(one -> shown.remove(one.name()));
        return shown;
    }
}
