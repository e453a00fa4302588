package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Recent;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.ReplyTo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Says something: words, what the user does, or a reply, in the current conversation or to one user. */
public final class Speech {
    /** A reply's words, perhaps behind a mark of how many messages back the one is that it answers. */
    private static final Pattern REPLY = Pattern.compile("(?:\\^([1-9])(?: +|$))?(.*)", Pattern.DOTALL);

    private final ConsoleState console;
    private final ChatActions chats;
    private final RoomActions rooms;
    private String lastTold = "";

    Speech(ConsoleState console, ChatActions chats, RoomActions rooms) {
        this.console = console;
        this.chats = chats;
        this.rooms = rooms;
    }

    /** Says the text in the current conversation. */
    Future<Void> say(String text) {
        return here(where -> said(where, text, Typed::body));
    }

    /** Says the text to one user, and tells where the next line goes if that is elsewhere. */
    Future<Void> say(String user, String text) {
        Conversation chat = Conversation.chat(user);
        boolean known = console.conversations().isOpen(chat);
        Future<Void> done = said(chat, text, Typed::body);
        if (known) {
            tellNext(chat);
            return done;
        }
        return done.onSuccess(sent -> tellNext(chat));
    }

    /** Says it once until it changes. */
    private void tellNext(Conversation chat) {
        Optional<Conversation> here = console.conversations().current();
        String next = here.map(one -> "; your next line goes to " + one.label())
                .orElse("; /msg " + chat.name() + " goes there");
        String line = here.filter(chat::equals).isPresent() ? "" : "to " + chat.label() + next;
        if (!line.isEmpty() && !line.equals(lastTold) && console.conversations().isOpen(chat)) {
            console.notice(line);
        }
        lastTold = line;
    }

    /** Tells the current conversation what the user does. */
    Future<Void> act(String deed) {
        return here(where -> said(
                where,
                deed,
                text -> MessageBody.action(self(), text).orElseThrow(() -> new RefusalException(Reason.MALFORMED))));
    }

    private UserName self() {
        return new UserName(console.standing().user().orElseThrow());
    }

    /**
     * Answers one of the newest messages in the current conversation.
     *
     * @throws RefusalException {@code MALFORMED} if there are no words
     */
    Future<Void> reply(String words) {
        Matcher reply = REPLY.matcher(words);
        if (!reply.matches() || reply.group(2).isBlank()) {
            throw new RefusalException(Reason.MALFORMED);
        }
        int back = reply.group(1) == null ? 1 : Integer.parseInt(reply.group(1));
        return here(where -> console.recent()
                .find(where, back)
                .map(message ->
                        said(where, reply.group(2), text -> Typed.body(text).inReplyTo(to(message))))
                .orElseGet(() -> told("there is no such message of anybody else in " + where.label())));
    }

    /** @param which {@code ^2} for the message before the last; empty for the last one of somebody else */
    Future<Void> report(String which) {
        if (!which.matches("|\\^[0-9]{1,3}")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        int back = which.isEmpty() ? 1 : Integer.parseInt(which.substring(1));
        return here(where -> !where.isRoom()
                ? told("only what is said in rooms can be reported: private words are proof to nobody else")
                : console.recent()
                        .find(where, back)
                        .map(message -> report(where, message))
                        .orElseGet(() -> told("there is no such message of anybody else in " + where.label())));
    }

    private Future<Void> report(Conversation where, Recent.Shown message) {
        JsonObject named = new JsonObject()
                .put("room", where.name())
                .put("user", message.user())
                .put("id", message.id());
        return console.requests()
                .ask(Addresses.PEER_ROOM, "report", named, Bus.TIMEOUT_MS)
                .compose(evidence -> console.requests().registry("report", evidence))
                .<Void>map(answer -> {
                    console.success(
                            "Report " + answer.getInteger("number") + ": whoever runs the registry can read that "
                                    + message.user() + " said: " + message.text());
                    return null;
                })
                .recover(cause -> isUnproven(cause)
                        ? told("nobody could check that: it was said in the open, or is not kept here any more")
                        : Future.failedFuture(cause));
    }

    private static boolean isUnproven(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_PROOF;
    }

    private static ReplyTo to(Recent.Shown message) {
        return ReplyTo.quoting(new UserName(message.user()), new MessageId(message.id()), message.text());
    }

    /** Does the work in the current conversation. */
    private Future<Void> here(Function<Conversation, Future<Void>> work) {
        if (!console.standing().isLoggedIn()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        return console.conversations().current().map(work).orElseGet(() -> told(nobody()));
    }

    private String nobody() {
        return console.conversations()
                .next()
                .map(one -> "nobody would hear that: /switch " + one.label() + " goes there")
                .orElse("nobody would hear that: /join a room, or /msg NAME TEXT");
    }

    private Future<Void> said(Conversation where, String text, Function<String, MessageBody> body) {
        Optional<String> tooLong = Typed.tooLong(text);
        if (tooLong.isPresent()) {
            return told(tooLong.get());
        }
        return where.isRoom()
                ? rooms.say(where.name(), body.apply(text))
                : chats.message(where.name(), body.apply(text));
    }

    private Future<Void> told(String line) {
        console.error(line);
        return Future.succeededFuture();
    }
}
