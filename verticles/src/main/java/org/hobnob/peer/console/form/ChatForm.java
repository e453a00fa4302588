package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** Asks whom to chat with, and which conversation to go to. */
final class ChatForm {
    private final Flow flow;
    private final ConsoleState console;
    private final Commands commands;

    ChatForm(Flow flow, ConsoleState console, Commands commands) {
        this.flow = flow;
        this.console = console;
        this.commands = commands;
    }

    /** Shows who is online and asks for one of them. */
    Future<Void> chat() {
        return commands.lists().users().recover(ChatForm::nobody).compose(users -> {
            List<String> names =
                    users.stream().map(user -> user.getString("user")).toList();
            if (names.isEmpty()) {
                console.notice("nobody else is online. You can write to any user of this registry by name.");
            }
            Choices.show(console, names);
            return flow.ask("number or name of the user: ", text -> chat(Choices.named(names, text)));
        });
    }

    private static Future<List<JsonObject>> nobody(Throwable cause) {
        boolean alone = cause instanceof RefusalException refusal && refusal.reason() == Reason.NOBODY_ELSE;
        return alone ? Future.succeededFuture(List.of()) : Future.failedFuture(cause);
    }

    private Future<Void> chat(String text) {
        Optional<UserName> user = UserName.of(text.startsWith("@") ? text.substring(1) : text);
        if (user.isEmpty()) {
            return flow.again("no such user; type a number of the list or a name, or quit");
        }
        flow.finish();
        return commands.chats().request(user.get().shown());
    }

    /** Goes to another conversation. */
    Future<Void> change() {
        Views.conversations(console);
        if (console.conversations().all().isEmpty()) {
            return flow.goBack();
        }
        return flow.ask("number or name: ", text -> {
            Optional<Conversation> chosen = console.conversations().find(text);
            if (chosen.isEmpty()) {
                return flow.again("there is no such conversation; type a number of the list, or quit");
            }
            console.conversations().enter(chosen.get());
            return flow.finish();
        });
    }

    /** Answers a chat request. */
    Future<Void> answer() {
        List<String> waiting = console.chatRequests().waiting();
        if (waiting.isEmpty()) {
            console.notice("nobody asks for a chat now");
            return flow.goBack();
        }
        Choices.show(console, waiting);
        return flow.ask("number or name of whom to answer: ", text -> {
            Optional<UserName> user = UserName.of(Choices.named(waiting, text));
            return user.isEmpty()
                    ? flow.again(Explanations.of(Reason.NO_SUCH_USER))
                    : flow.ask(
                            "chat with " + user.get() + "? (y/n): ",
                            yes -> answer(user.get().shown(), yes));
        });
    }

    /** Hides what a user writes. */
    Future<Void> ignore() {
        return named("name of the user to ignore: ", commands.ignoring()::ignore);
    }

    /** Hides what a user writes, and refuses the user's chats. */
    Future<Void> block() {
        return named("name of the user to block: ", commands.ignoring()::block);
    }

    private Future<Void> named(String question, Function<String, Future<Void>> work) {
        return flow.ask(question, text -> {
            Optional<UserName> user = UserName.of(text.startsWith("@") ? text.substring(1) : text);
            if (user.isEmpty()) {
                return flow.again(Explanations.of(Reason.BAD_NAME));
            }
            flow.finish();
            return work.apply(user.get().shown());
        });
    }

    private Future<Void> answer(String user, String text) {
        Optional<Boolean> yes = YesNo.of(text);
        if (yes.isEmpty()) {
            return flow.again("answer y or n; quit goes back");
        }
        flow.finish();
        return commands.answer(List.of(user), yes.get());
    }
}
