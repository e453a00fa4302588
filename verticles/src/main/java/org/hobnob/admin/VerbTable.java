package org.hobnob.admin;

import static org.hobnob.admin.Verb.reads;

import java.util.List;
import java.util.Optional;

/**
 * The verbs of administration, one row each, in the order in which help shows them. A verb more is a row here, a handler in
 * the registry's {@code AdminVerticle}, and a row in BUS.md; the command line, completion, manual pages and the console's
 * {@code /admin} follow the table.
 */
public final class VerbTable {
    private static final String PAGE = "[--after:NAME] [--limit:N]";

    public static final List<Verb> ROWS = List.of(
            reads("status", "", "how the registry is: version, users, rooms, store, who may register"),
            reads("who", PAGE, "who is online").rows("user dialect ip status rooms"),
            reads("room list", PAGE, "the rooms").rows("room kind host members capacity locked standing title"));

    private VerbTable() {}

    /** The verb of this name, with a blank or a dot between its words. */
    public static Optional<Verb> find(String name) {
        return ROWS.stream()
                .filter(verb -> verb.name().equals(name) || verb.action().equals(name))
                .findFirst();
    }
}
