package org.hobnob.registry.admin;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Verb;

/**
 * A verb that somebody asked for.
 *
 * @param args checked against the verb's parameters
 * @param by {@value #OWNER}, or the name of an account with the admin role
 * @param from {@code socket}, or the address from which the account is logged in
 */
record Asked(Verb verb, JsonObject args, String by, String from) {
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

    boolean flag(String name) {
        return args.getBoolean(name, false);
    }

    int number(String name, int otherwise) {
        return args.getInteger(name, otherwise);
    }

    /** The values of the arguments of this kind, behind each other, but for secrets. */
    String named(Parameter.Kind kind) {
        return verb.takes().stream()
                .filter(one -> one.kind() == kind && !one.isSecret() && args.containsKey(one.name()))
                .map(one -> String.valueOf(args.getValue(one.name())))
                .collect(Collectors.joining(" "));
    }

    /** The options with their values, as they are typed, but for one. */
    String otherOptions(String but) {
        return verb.takes().stream()
                .filter(one -> one.kind() == Parameter.Kind.OPTION || one.kind() == Parameter.Kind.FLAG)
                .filter(one -> !one.name().equals(but) && args.containsKey(one.name()))
                .map(one ->
                        "--" + one.name() + (one.kind() == Parameter.Kind.FLAG ? "" : " " + args.getValue(one.name())))
                .collect(Collectors.joining(" "));
    }
}
