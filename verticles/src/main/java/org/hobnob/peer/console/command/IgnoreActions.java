package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Ignored;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;

/** Hides what users write, and refuses their chats. Each action shows its success; a refusal fails its future. */
public final class IgnoreActions {
    private final ConsoleState console;

    IgnoreActions(ConsoleState console) {
        this.console = console;
    }

    /** @param words the user; empty to list who is ignored */
    Future<Void> ignore(List<String> words) {
        return words.isEmpty()
                ? list(Ignored.IGNORED, "You ignore nobody. /ignore NAME hides a user's lines.")
                : ignore(words.get(0));
    }

    /** Hides what a user writes. */
    public Future<Void> ignore(String name) {
        String user = Typed.user(name, Reason.NO_SUCH_USER);
        if (console.ignored().isBlocked(user)) {
            console.notice("You have blocked " + user + " already, which hides the lines too.");
            return Future.succeededFuture();
        }
        return change(
                "ignore",
                user,
                Optional.of(Ignored.IGNORED),
                "The lines of " + user + " are hidden from now on, and " + user + " is not told. /unignore " + user
                        + " shows them again.");
    }

    /** @param words the user; empty to list who is blocked */
    Future<Void> block(List<String> words) {
        return words.isEmpty()
                ? list(Ignored.BLOCKED, "You have blocked nobody. /block NAME refuses a user's chats and messages.")
                : block(words.get(0));
    }

    /** Hides what a user writes, and refuses chats and private messages. */
    public Future<Void> block(String name) {
        String user = Typed.user(name, Reason.NO_SUCH_USER);
        return change(
                        "ignore",
                        user,
                        Optional.of(Ignored.BLOCKED),
                        user
                                + " is blocked: lines are hidden, chats and private messages are refused. /unblock "
                                + user
                                + " ends that.")
                .onSuccess(done -> {
                    console.chatRequests().remove(user);
                    console.conversations().close(Conversation.chat(user));
                });
    }

    Future<Void> unignore(String name) {
        String user = Typed.user(name, Reason.NO_SUCH_USER);
        return console.ignored().isBlocked(user)
                ? told("You have blocked " + user + ": /unblock " + user)
                : end(user, "The lines of " + user + " are shown again.");
    }

    Future<Void> unblock(String name) {
        String user = Typed.user(name, Reason.NO_SUCH_USER);
        return console.ignored().hides(user) && !console.ignored().isBlocked(user)
                ? told("You ignore " + user + ": /unignore " + user)
                : end(user, user + " is not blocked any more.");
    }

    private Future<Void> end(String user, String done) {
        return console.ignored().hides(user)
                ? change("unignore", user, Optional.empty(), done)
                : told("You neither ignore nor block " + user + ".");
    }

    private Future<Void> told(String line) {
        console.notice(line);
        return Future.succeededFuture();
    }

    private Future<Void> change(String action, String user, Optional<String> level, String done) {
        JsonObject body = new JsonObject().put("user", user);
        level.ifPresent(word -> body.put("level", word));
        return ask(action, body).map(json -> {
            console.success(done);
            return null;
        });
    }

    private Future<Void> list(String level, String nobody) {
        return ask("ignored", new JsonObject()).map(json -> {
            List<String> lines = Json.objects(json, "users", one -> one).stream()
                    .filter(one -> one.getString("level").equals(level))
                    .map(one -> "  " + one.getString("user") + "  " + level + " since " + one.getString("since"))
                    .toList();
            lines.forEach(console::plain);
            if (lines.isEmpty()) {
                console.notice(nobody);
            }
            return null;
        });
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        return console.requests().ask(Addresses.PEER_CONTACTS, action, body, 2 * Bus.TIMEOUT_MS);
    }
}
