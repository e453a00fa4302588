package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;

/** The commands that go from one conversation to another. */
final class ConversationCommands {
    static final List<Command> ROWS = List.of(
            row("switch")
                    .takes("[ROOM|NAME|NUMBER]", 0, 1, Argument.CONVERSATION)
                    .does("go to another conversation; list them")
                    .example("/switch lab3")
                    .runs(ConversationCommands::change),
            row("next")
                    .does("go to the next conversation, unread ones first")
                    .example("/next")
                    .runs((own, words) -> next(own.console())),
            row("menu")
                    .takes(
                            "[TOPIC]",
                            0,
                            1,
                            Argument.oneOf(
                                    "more",
                                    "talking",
                                    "conversations",
                                    "rooms",
                                    "hosting",
                                    "people",
                                    "account",
                                    "program"))
                    .does("go to the menu; conversations stay open")
                    .example("/menu")
                    .runs((own, words) -> {
                        own.console().conversations().step();
                        return Future.succeededFuture();
                    }));

    private ConversationCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.CONVERSATIONS, names);
    }

    private static Future<Void> change(Commands own, List<String> words) {
        ConsoleState console = own.console();
        if (words.isEmpty()) {
            Views.conversations(console);
            return Future.succeededFuture();
        }
        if (words.get(0).startsWith("@")) {
            return own.chats().go(Typed.user(words.get(0), Reason.NO_SUCH_USER));
        }
        console.conversations()
                .find(words.get(0))
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("there is no such conversation; /switch lists them"));
        return Future.succeededFuture();
    }

    private static Future<Void> next(ConsoleState console) {
        console.conversations()
                .next()
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("no conversation is open; /join or /chat begins one"));
        return Future.succeededFuture();
    }
}
