package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.text.SafeText;

/** The messages that wait to be sent: lists them, drops them, and shows what becomes of them. */
public final class Outbox {
    private static final Map<String, String> HELD = Map.of(
            "not-sender", "does not take your messages now: your key there may be another than before",
            "not-recipient", "is not logged in where your messages arrive",
            "unavailable", "cannot take messages now",
            "wrong-key", "is somewhere where somebody else answers; nothing is sent",
            "key-changed", "has another key than before; /verify shows more, /trust accepts it",
            "no-such-user", "has no account any more",
            "no-connection",
                    "is online, but no connection can be made: the network keeps its devices apart (client isolation) or a"
                            + " firewall is in between; use another network, or ask whoever runs it. Your messages wait");

    private final ConsoleState console;
    /** The messages delivered since this was last shown, by user. */
    private final Map<String, Integer> delivered = new HashMap<>();

    /** The users to whose mailboxes messages were put, and who have not taken all of them. */
    private final Set<String> inMailbox = new HashSet<>();

    public Outbox(ConsoleState console) {
        this.console = console;
    }

    /** The {@code peer.console} events that concern waiting messages (BUS.md 6.4). */
    public Map<String, Consumer<JsonObject>> events() {
        return Map.of(
                "delivered",
                this::delivered,
                "direct-missing",
                this::missing,
                "direct-held",
                this::held,
                "mailed",
                this::mailed,
                "not-mailed",
                this::notMailed,
                "letter-unreadable",
                this::unreadable);
    }

    private static String user(JsonObject json) {
        return SafeText.of(json.getString("user", ""));
    }

    /** Shown once, when no more messages wait for the user. */
    private void delivered(JsonObject json) {
        int count = delivered.merge(user(json), 1, Integer::sum);
        console.unfinished().left(Conversation.chat(user(json)), json.getInteger("left", 0));
        if (json.getInteger("left", 0) == 0) {
            delivered.remove(user(json));
            inMailbox.remove(user(json));
            console.success("@" + user(json) + ": delivered what was queued (" + count + ")");
        }
    }

    private void missing(JsonObject json) {
        console.error("@" + user(json) + ": " + messages(json.getLong("count")) + " before this will never come");
    }

    private void held(JsonObject json) {
        String reason = SafeText.of(json.getString("reason", ""));
        console.error("@" + user(json) + " " + HELD.getOrDefault(reason, "does not take your messages (" + reason + ")")
                + "; they stay queued, /cancel " + user(json) + " drops them");
    }

    /** Returns where a mailbox is, for a person. */
    static String mailbox(JsonObject json) {
        String keeper = SafeText.of(json.getString("keeper", ""));
        return keeper.isEmpty() ? "in the registry's mailbox" : "in the mailbox that " + keeper + " keeps";
    }

    /** Shown once, until nothing waits for the user any more: other messages follow the first. */
    private void mailed(JsonObject json) {
        if (inMailbox.add(user(json))) {
            console.notice("@" + user(json) + ": what waits here is " + mailbox(json) + " now, sealed");
        }
    }

    private void notMailed(JsonObject json) {
        inMailbox.remove(user(json));
        if (json.getString("reason", "").equals("mailbox-full")) {
            console.error("@" + user(json) + ": the mailbox is full; what you write waits here, and is tried again");
        }
    }

    private void unreadable(JsonObject json) {
        console.error(
                json.getString("fault", "").equals("unknown-prekey")
                        ? "A letter in your mailbox was sealed to a key that is not in this profile: you may read it where you"
                                + " were logged in before; else it is deleted after a week"
                        : "A letter in your mailbox was not genuine; it was deleted");
    }

    private static String messages(long count) {
        return count == 1 ? "1 message" : count + " messages";
    }

    /** Lists the waiting messages by user. */
    Future<Void> list() {
        return lines().map(lines -> {
            (lines.isEmpty() ? List.of("  nothing waits to be sent") : lines).forEach(console::plain);
            return null;
        });
    }

    /** Returns one line for each user for whom messages wait, and for each one whose letters are kept here. */
    Future<List<String>> lines() {
        return ask("waiting", new JsonObject())
                .map(json -> Stream.concat(
                                objects(json, "waiting").map(Outbox::queued),
                                objects(json, "kept").map(Outbox::kept))
                        .toList());
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static String queued(JsonObject one) {
        int count = one.getInteger("count");
        String mailboxes = objects(one, "mailboxes")
                .map(put -> (put.getInteger("count") == count ? "" : put.getInteger("count") + " of them ") + "also "
                        + mailbox(put))
                .collect(Collectors.joining(", "));
        return "  " + messages(count) + " queued for " + user(one) + (mailboxes.isEmpty() ? "" : ": " + mailboxes);
    }

    private static String kept(JsonObject one) {
        int count = one.getInteger("count");
        return "  " + (count == 1 ? "1 sealed letter" : count + " sealed letters") + " kept for " + user(one);
    }

    /** Drops the messages that wait for a user, also those that were said just now. */
    Future<Void> cancel(String user) {
        return ask("cancel", new JsonObject().put("user", user)).map(json -> {
            int count = json.getInteger("count");
            console.unfinished().left(Conversation.chat(user), 0);
            console.notice(
                    count == 0
                            ? "nothing waits for " + user
                            : messages(count) + " for " + user
                                    + " dropped; what was on its way may still have arrived");
            return null;
        });
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        // What was said just now may be looked up still, and does not wait yet.
        return console.underWay()
                .settled()
                .compose(told -> console.requests().ask(Addresses.PEER_CHAT, action, body, 2 * Bus.TIMEOUT_MS));
    }
}
