package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.BodyJson;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.peer.console.text.StatusWording;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** The actions on one-to-one chats. Each action shows its success; a refusal fails its future. */
public final class ChatActions {
    /** How old the known status of a user may be when a chat begins, in milliseconds. */
    private static final long STATUS_AGE_MS = 5_000;

    private final ConsoleState console;
    private final OwnLines ownLines;
    private final ChatOutcomes outcomes;

    ChatActions(ConsoleState console) {
        this.console = console;
        ownLines = new OwnLines(console);
        outcomes = new ChatOutcomes(console);
    }

    /**
     * Sends a message to a user; the current conversation stays. Succeeds when the message has gone out; what becomes of it is
     * shown when that is known.
     */
    Future<Void> message(String user, MessageBody body) {
        return withAnother(user, () -> send(user, body));
    }

    private Future<Void> withAnother(String user, Supplier<Future<Void>> work) {
        Optional<String> self = console.standing().user();
        if (self.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        if (self.get().equalsIgnoreCase(user)) {
            console.error("that is you; /who lists the others");
            return Future.succeededFuture();
        }
        if (console.ignored().isBlocked(user)) {
            console.error("you have blocked " + user + ", who could not answer; /unblock " + user + " first");
            return Future.succeededFuture();
        }
        return work.get();
    }

    private Future<Void> send(String user, MessageBody said) {
        Conversation chat = Conversation.chat(user);
        boolean known = console.conversations().isOpen(chat);
        console.conversations().add(chat);
        if (!known) {
            tellStatus(user);
        }
        JsonObject fields =
                BodyJson.of(said, new UserName(console.standing().user().orElseThrow()));
        JsonObject body = new JsonObject().put("user", user).mergeIn(fields);
        return ownLines.say(
                chat,
                fields,
                () -> ask("message", body, Bus.HASH_TIMEOUT_MS).onFailure(cause -> closeUnless(known, chat, cause)),
                json -> outcomes.of(chat, fields.getString("text"), json),
                "not delivered: ");
    }

    /** Closes the conversation again if the message failed because of a mistyped name. */
    private void closeUnless(boolean known, Conversation chat, Throwable cause) {
        boolean nobody = cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_USER;
        if (nobody && !known) {
            console.conversations().close(chat);
        }
    }

    /**
     * Goes to the chat with a user of the registry, who need not be online and is not asked. Fails if there is no such
     * user.
     */
    public Future<Void> go(String user) {
        Conversation chat = Conversation.chat(user);
        if (console.conversations().isOpen(chat)) {
            console.conversations().enter(chat);
            return Future.succeededFuture();
        }
        return withAnother(
                user,
                () -> console.requests()
                        .registry("search", new JsonObject().put("user", user))
                        .map(contact -> StatusWording.ofContact(contact).map(words -> user + " is " + words))
                        .recover(cause -> isAway(cause)
                                ? Future.succeededFuture(Optional.of(waits(user)))
                                : Future.failedFuture(cause))
                        .map(told -> {
                            console.conversations().enter(chat);
                            told.ifPresent(console::notice);
                            return null;
                        }));
    }

    /** What is written waits also while the registry does not answer. */
    private static boolean isAway(Throwable cause) {
        return cause instanceof RefusalException refusal
                && (refusal.reason() == Reason.NOT_ONLINE || refusal.reason() == Reason.UNAVAILABLE);
    }

    private static String waits(String user) {
        return user + " is not online now. What you write here waits, and is sent when you are both online.";
    }

    /**
     * Requests a chat with a user. Nobody waits for the answer, which may take a minute and is shown; the chat becomes current
     * unless the user has moved to another conversation meanwhile.
     */
    public Future<Void> request(String user) {
        return withAnother(user, () -> {
            console.underWay().goesOn(askFor(user).onFailure(console::error));
            return Future.succeededFuture();
        });
    }

    /** Tells what the other user says about being there, if anything; a registry that does not answer is passed over. */
    private void tellStatus(String user) {
        console.requests()
                .registry("contact", new JsonObject().put("user", user).put("maxAgeMs", STATUS_AGE_MS))
                .map(StatusWording::ofContact)
                .onSuccess(told -> told.ifPresent(words -> console.notice(user + " is " + words)));
    }

    private Future<Void> askFor(String user) {
        tellStatus(user);
        if (console.screen().reader() == Reader.PROGRAM) {
            // What a script says next is meant for that user, whatever the answer, which it does not wait for.
            console.conversations().enter(Conversation.chat(user));
        }
        var before = console.conversations().current();
        if (console.chatRequests().asking(user)) {
            console.notice("asking " + user + " for a chat; the answer may take a minute");
        }
        return ask("request", new JsonObject().put("user", user), Requests.CHAT_REQUEST_MS)
                .onComplete(done -> console.chatRequests().asked(user))
                .compose(
                        json -> decided(
                                user,
                                json.getString("decision", ""),
                                before.equals(console.conversations().current())),
                        cause -> notAsked(
                                user,
                                cause,
                                before.equals(console.conversations().current())));
    }

    /** @param stayed whether the user is still in the conversation where the chat was requested */
    private Future<Void> decided(String user, String decision, boolean stayed) {
        String message = "/msg " + user + " TEXT";
        return switch (decision) {
            case "accept" -> accepted(user, stayed, user + " accepts.");
            case "already" -> accepted(user, stayed, "You are chatting with " + user + " already.");
            case "open" ->
                accepted(user, stayed, user + " uses an original program and was not asked; say what you want to say.");
            case "busy" -> told(user + " is busy in other chats. Try again later, or type " + message + ".");
            case "no-answer" -> told(user + " did not answer. Try again later, or type " + message + ".");
            case "waiting" -> told(user + " has not answered yet. Please wait, or type " + message + ".");
            case "too-many" -> told("You have as many chats as you may. /close NAME ends one.");
            default ->
                told(user + " does not want to chat now, or " + user + "'s program knows another key of yours. Type "
                        + message + ", or ask " + user + " to /trust you.");
        };
    }

    private Future<Void> notAsked(String user, Throwable cause, boolean stayed) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        if (reason == Reason.NOT_ONLINE) {
            if (stayed) {
                console.conversations().enter(Conversation.chat(user));
                return told(waits(user));
            }
            return told(user + " is offline. /msg " + user + " TEXT is sent when you are both online.");
        }
        if (reason == Reason.UNAVAILABLE && console.standing().offlineSince().isEmpty()) {
            console.error(user + " could not be reached. Try again in a moment, or type /msg " + user + " TEXT.");
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    private Future<Void> accepted(String user, boolean stayed, String how) {
        Conversation chat = Conversation.chat(user);
        // If the other user was asking too, that request is answered by this.
        console.chatRequests().remove(user);
        if (stayed) {
            console.conversations().enter(chat);
            console.success(how + " Type q to end the chat.");
        } else {
            console.conversations().add(chat);
            console.success(how + " /switch " + user + " goes there.");
        }
        return Future.succeededFuture();
    }

    private Future<Void> told(String line) {
        console.notice(line);
        return Future.succeededFuture();
    }

    /** Answers a chat request; an accepted chat becomes the current conversation. */
    public Future<Void> answer(String user, boolean accept) {
        if (!console.chatRequests().remove(user)) {
            return Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER));
        }
        return ask("answer", new JsonObject().put("user", user).put("accept", accept), 2 * Bus.TIMEOUT_MS)
                .map(done -> {
                    if (accept) {
                        console.conversations().enter(Conversation.chat(user));
                        console.success("chatting with " + user + ". Type q to end the chat.");
                    } else {
                        console.notice("refused " + user);
                    }
                    return null;
                });
    }

    /** Accepts a chat request without changing the current conversation. */
    Future<Void> take(String user) {
        console.chatRequests().remove(user);
        return ask("answer", new JsonObject().put("user", user).put("accept", true), 2 * Bus.TIMEOUT_MS)
                .map(done -> {
                    console.conversations().add(Conversation.chat(user));
                    console.notice("@" + user + ": chat accepted");
                    return null;
                });
    }

    /** Ends a chat, whether or not the other user is still there. */
    public Future<Void> end(String user) {
        console.conversations().close(Conversation.chat(user));
        return console.underWay()
                .settled(Conversation.chat(user))
                .compose(told -> ask("end", new JsonObject().put("user", user), 2 * Bus.TIMEOUT_MS))
                .otherwiseEmpty()
                .map(done -> {
                    console.success("left the chat with " + user);
                    return null;
                });
    }

    private Future<JsonObject> ask(String action, JsonObject body, long timeoutMs) {
        return console.requests().ask(Addresses.PEER_CHAT, action, body, timeoutMs);
    }
}
