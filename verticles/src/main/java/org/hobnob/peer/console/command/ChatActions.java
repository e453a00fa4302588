package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** The actions on one-to-one chats. Each action shows its success; a refusal fails its future. */
public final class ChatActions {
    private final ConsoleState session;

    ChatActions(ConsoleState session) {
        this.session = session;
    }

    /** Sends a message to a user and makes that chat the current conversation. */
    Future<Void> message(String user, String text) {
        return withAnother(user, () -> send(user, text));
    }

    private Future<Void> withAnother(String user, Supplier<Future<Void>> work) {
        Optional<String> self = session.standing().user();
        if (self.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        if (self.get().equalsIgnoreCase(user)) {
            session.error("that is you; /who lists the others");
            return Future.succeededFuture();
        }
        return work.get();
    }

    private Future<Void> send(String user, String text) {
        Optional<String> tooLong = Typed.tooLong(text);
        if (tooLong.isPresent()) {
            session.error(tooLong.get());
            return Future.succeededFuture();
        }
        Conversation chat = Conversation.chat(user);
        boolean known = session.conversations().isOpen(chat);
        Optional<Conversation> before = session.conversations().current();
        session.conversations().enter(chat);
        JsonObject body = new JsonObject().put("user", user).put("text", text);
        return session.saidOrder()
                .behindEarlier(chat, ask("message", body, Bus.HASH_TIMEOUT_MS))
                .onFailure(cause -> closeUnless(known, chat, before, cause))
                .map(json -> said(chat, text, Outbox.note(json), Role.OWN))
                .recover(cause -> session.conversations().isOpen(chat)
                        ? Future.succeededFuture(
                                said(chat, text, "not delivered: " + session.explained(cause), Role.ERROR))
                        : Future.failedFuture(cause));
    }

    private Void said(Conversation chat, String text, String note, Role role) {
        session.screen().chat(new ChatLine(chat, "you", SafeText.of(text), note, role));
        return null;
    }

    /** Closes the conversation again if the message failed because of a mistyped name. */
    private void closeUnless(boolean known, Conversation chat, Optional<Conversation> before, Throwable cause) {
        boolean nobody = cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_USER;
        if (nobody && !known) {
            session.conversations().close(chat);
            before.filter(session.conversations()::isOpen).ifPresent(session.conversations()::enter);
        }
    }

    /**
     * Requests a chat with a user. The answer may take a minute; the chat becomes current unless the user has moved
     * to another conversation meanwhile.
     */
    public Future<Void> request(String user) {
        return withAnother(user, () -> askFor(user));
    }

    private Future<Void> askFor(String user) {
        var before = session.conversations().current();
        if (session.chatRequests().asking(user)) {
            session.notice("asking " + user + " for a chat; the answer may take a minute");
        }
        return ask("request", new JsonObject().put("user", user), Requests.CHAT_REQUEST_MS)
                .onComplete(done -> session.chatRequests().asked(user))
                .compose(
                        json -> decided(
                                user,
                                json.getString("decision", ""),
                                before.equals(session.conversations().current())),
                        cause -> notAsked(user, cause));
    }

    /** @param stayed whether the user is still in the conversation where the chat was requested */
    private Future<Void> decided(String user, String decision, boolean stayed) {
        String message = "/msg " + user + " TEXT";
        return switch (decision) {
            case "accept" -> accepted(user, stayed);
            case "busy" -> told(user + " is busy in other chats. Try again later, or type " + message + ".");
            case "no-answer" -> told(user + " did not answer. Try again later, or type " + message + ".");
            case "waiting" -> told(user + " has not answered yet. Please wait, or type " + message + ".");
            case "too-many" -> told("You have as many chats as you may. /close NAME ends one.");
            default -> told(user + " does not want to chat now");
        };
    }

    private Future<Void> notAsked(String user, Throwable cause) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        if (reason == Reason.NOT_ONLINE) {
            session.error(user + " is not online. /msg " + user + " TEXT waits until " + user + " is back.");
            return Future.succeededFuture();
        }
        if (reason == Reason.UNAVAILABLE && session.standing().offlineSince().isEmpty()) {
            session.error(user + " could not be reached. Try again in a moment, or type /msg " + user + " TEXT.");
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    private Future<Void> accepted(String user, boolean stayed) {
        Conversation chat = Conversation.chat(user);
        // If the other user was asking too, that request is answered by this.
        session.chatRequests().remove(user);
        if (stayed) {
            session.conversations().enter(chat);
            session.success(user + " accepts. Type q to end the chat.");
        } else {
            session.conversations().add(chat);
            session.success(user + " accepts. /switch " + user + " goes there.");
        }
        return Future.succeededFuture();
    }

    private Future<Void> told(String line) {
        session.notice(line);
        return Future.succeededFuture();
    }

    /** Answers a chat request; an accepted chat becomes the current conversation. */
    public Future<Void> answer(String user, boolean accept) {
        if (!session.chatRequests().remove(user)) {
            return Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER));
        }
        return ask("answer", new JsonObject().put("user", user).put("accept", accept), 2 * Bus.TIMEOUT_MS)
                .map(done -> {
                    if (accept) {
                        session.conversations().enter(Conversation.chat(user));
                        session.success("chatting with " + user + ". Type q to end the chat.");
                    } else {
                        session.notice("refused " + user);
                    }
                    return null;
                });
    }

    /** Accepts a chat request without changing the current conversation. */
    Future<Void> take(String user) {
        session.chatRequests().remove(user);
        return ask("answer", new JsonObject().put("user", user).put("accept", true), 2 * Bus.TIMEOUT_MS)
                .map(done -> {
                    session.conversations().add(Conversation.chat(user));
                    session.notice("@" + user + ": chat accepted");
                    return null;
                });
    }

    /** Ends a chat, whether or not the other user is still there. */
    public Future<Void> end(String user) {
        session.conversations().close(Conversation.chat(user));
        return ask("end", new JsonObject().put("user", user), 2 * Bus.TIMEOUT_MS)
                .otherwiseEmpty()
                .map(done -> {
                    session.success("left the chat with " + user);
                    return null;
                });
    }

    private Future<JsonObject> ask(String action, JsonObject body, long timeoutMs) {
        return session.requests().ask(Addresses.PEER_CHAT, action, body, timeoutMs);
    }
}
