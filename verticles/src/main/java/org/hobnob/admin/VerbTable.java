package org.hobnob.admin;

import static org.hobnob.admin.Verb.changes;
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
            reads("room list", PAGE, "the rooms").rows("room kind host members capacity locked standing title"),
            changes(
                    "ban add",
                    "WHOM [--for:TIME] [--reason:TEXT] [--self]",
                    "{subject} is banned {time}; {where}",
                    "keeps a user, an address or a range of addresses (10.0.0.0/24) out, for good or for 30m, 12h, 7d"),
            reads("ban list", "", "the bans from the registry").rows("kind subject reason untilAt sinceAt by"),
            reads("ban show", "WHOM", "the bans that keep a user, an address or a range of addresses out")
                    .rows("kind subject reason untilAt sinceAt by"),
            changes("ban lift", "WHOM", "the ban of {subject} is lifted; {where}", "lets them in again"),
            reads("node list", "", "the registries that share the store").rows("node here addresses leaving bans"),
            changes(
                            "drain",
                            "[--node:ID]",
                            "registry {node} takes no more logins; its peers go to the others",
                            "sends the peers of this registry, or of another, to the others, before it is stopped")
                    .asking("Send all peers of a registry away, and take no more logins there until it is restarted?"),
            changes("reload", "", "{words}", "reads the file of settings again, without a dropped connection"),
            reads("log", "[--limit:N]", "what administrators did, the latest last")
                    .rows("time by from verb whom why how outcome"));

    private VerbTable() {}

    /** The verb of this name, with a blank or a dot between its words. */
    public static Optional<Verb> find(String name) {
        return ROWS.stream()
                .filter(verb -> verb.name().equals(name) || verb.action().equals(name))
                .findFirst();
    }
}
