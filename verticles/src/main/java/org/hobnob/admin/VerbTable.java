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
            reads("doctor", "", "what is wrong with the registry, and what to do")
                    .rows("state part finding advice"),
            reads("who", PAGE, "who is online").rows("user dialect ip status rooms"),
            reads("user list", PAGE, "the accounts").rows("user online admin disabled createdAt"),
            reads("user show", "USER", "an account, where it is online, and in which rooms"),
            changes(
                    "user add",
                    "USER [<password>]",
                    "The account {user} was made.",
                    "makes an account, also where nobody else may"),
            changes(
                    "user passwd",
                    "USER [<password>]",
                    "The password of {user} was changed; all logins of before are over.",
                    "gives an account another password, and ends its logins"),
            changes(
                    "user disable",
                    "USER [--reason:TEXT]",
                    "The account {user} is disabled.",
                    "ends an account's logins and lets nobody log in to it"),
            changes("user enable", "USER", "The account {user} may log in again.", "takes user disable back"),
            changes(
                            "user delete",
                            "USER [--reason:TEXT]",
                            "The account {user} is deleted.",
                            "deletes an account, its places in rooms and its mailbox; its name is free then")
                    .asking("Delete the account {user}, its places in rooms and its mailbox?"),
            changes(
                    "user logout",
                    "USER [--reason:TEXT]",
                    "All logins of {user} are over.",
                    "ends an account's logins; it may log in again with its password"),
            changes(
                    "user promote",
                    "USER",
                    "{user} is an administrator.",
                    "gives an account the admin role: these verbs in the console, as /admin"),
            changes("user demote", "USER", "{user} is no administrator.", "takes the admin role back"),
            changes(
                    "kick",
                    "USER [--room:ROOM] [--reason:TEXT]",
                    "{user} was kicked.",
                    "ends a user's logins, or with --room only the place in that room"),
            reads("room list", PAGE, "the rooms").rows("room kind host members capacity locked standing title"),
            reads("room show", "ROOM", "a room and its members"),
            changes(
                            "room close",
                            "ROOM [--reason:TEXT]",
                            "The room {room} is closed.",
                            "ends a room for all its members")
                    .asking("Close the room {room}? Its members lose it."),
            changes("room owner", "ROOM USER", "{user} is first host of {room}.", "makes a member the first host"),
            changes(
                    "room limit",
                    "ROOM N",
                    "{room} takes {number} members.",
                    "sets how many members a room takes; nobody is sent away"),
            changes("announce", "TEXT…", "Told everybody who is online.", "tells everybody who is online something"),
            changes(
                    "motd",
                    "[TEXT…] [--clear]",
                    "Users read at each login: {motd}",
                    "sets, shows or clears what users read when they log in"),
            changes(
                    "registration",
                    "[MODE]",
                    "Registration is {mode}.",
                    "who may make an account: open (anybody), invite, closed (nobody)"),
            changes("invite create", "[--uses:N] [--days:N] [--note:TEXT]", "", "makes an invitation: 1 use, 7 days")
                    .fields(),
            reads("invite list", "", "the invitations, without their tokens").rows("id left untilAt by note"),
            changes("invite revoke", "ID", "The invitation {id} is revoked.", "makes an invitation good for nothing"),
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
            changes(
                    "reload",
                    "[--node:ID]",
                    "{words}",
                    "reads the file of settings again, without a dropped connection, here or there"),
            reads(
                            "log",
                            "[--limit:N] [--node:ID] [--follow]",
                            "what administrators did, the latest last; with --follow also what they do from now on")
                    .rows("time node by from verb whom why how outcome"),
            reads("report list", "", "what users have reported").rows("number room speaker reporter reportedAt text"),
            reads("report show", "N", "a report, its evidence checked anew"),
            changes("report drop", "N", "Report {number} is deleted.", "deletes a report")
                    .asking("Delete report {number}?"),
            changes("token", "", "", "prints a new token with which an account becomes an administrator")
                    .fields()
                    .ofOwner(),
            changes("claim", "TOKEN", "{user} is an administrator: see /admin.", "makes one's account an administrator")
                    .ofAnybody());

    private VerbTable() {}

    /** The verb of this name, with a blank or a dot between its words. */
    public static Optional<Verb> find(String name) {
        return ROWS.stream()
                .filter(verb -> verb.name().equals(name) || verb.action().equals(name))
                .findFirst();
    }
}
