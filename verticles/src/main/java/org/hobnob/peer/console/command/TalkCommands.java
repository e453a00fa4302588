package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.file.FileActions;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;

/** The commands that say something to others or arrange a chat. */
final class TalkCommands {
    static final List<Command> ROWS = List.of(
            row("msg dm query")
                    .takes("NAME [TEXT]", 1, 2, Argument.USER, Argument.TEXT)
                    .does("say something to one user, online or not")
                    .explained(
                            "If the user is away, it waits and is sent when you are both online. Your next line goes where it",
                            "went before. Without TEXT, you go to that user, and all your lines do.")
                    .example("/msg amir the printer is free")
                    .runs(TalkCommands::message),
            row("say")
                    .takes("TEXT", 1, 1, Argument.TEXT)
                    .does("say something where you are")
                    .explained("//text says a line that begins with a slash.")
                    .example("/say hello")
                    .runs((own, words) -> own.speech().say(words.get(0))),
            row("me")
                    .takes("TEXT", 1, 1, Argument.TEXT)
                    .does("tell what you do, as in * dana waves")
                    .example("/me waves")
                    .runs((own, words) -> own.speech().act(words.get(0))),
            row("reply re")
                    .takes("[^NUMBER] TEXT", 1, 1, Argument.TEXT)
                    .does("answer the last message here; ^2 the one before it")
                    .example("/reply ^2 that one is mine")
                    .runs((own, words) -> own.speech().reply(words.get(0))),
            row("chat")
                    .takes("NAME", 1, 1, Argument.ONLINE_USER)
                    .does("ask a user for a one-to-one chat")
                    .explained("The user accepts or refuses. /msg writes without asking.")
                    .example("/chat amir")
                    .runs((own, words) -> own.chats().request(Typed.user(words.get(0), Reason.NO_SUCH_USER))),
            row("accept")
                    .takes("[NAME|NUMBER]", 0, 1, Argument.ONLINE_USER)
                    .does("take a chat that somebody asks for, or a file by number")
                    .explained("Without a name, what was asked first, chats before files. /files tells the numbers.")
                    .example("/accept amir")
                    .runs((own, words) -> FileCommands.answer(own, words, true)),
            row("reject")
                    .takes("[NAME|NUMBER]", 0, 1, Argument.ONLINE_USER)
                    .does("refuse a chat, or a file by number")
                    .example("/reject amir")
                    .runs((own, words) -> FileCommands.answer(own, words, false)),
            row("close")
                    .takes("[NAME]", 0, 1, Argument.CONVERSATION)
                    .does("end a one-to-one chat")
                    .explained("Without a name, the one that you are in. So does q on a line of its own.")
                    .example("/close amir")
                    .runs(TalkCommands::close),
            row("queue")
                    .does("list what waits to be sent")
                    .example("/queue")
                    .runs((own, words) -> own.outbox().list()),
            row("cancel")
                    .takes("NAME|NUMBER", 1, 1, Argument.USER.called("user, or number of the file"))
                    .does("drop what waits to be sent to a user, or end a file")
                    .explained("With its number it ends a file, on its way or not, yours or somebody else's.")
                    .example("/cancel amir")
                    .runs(TalkCommands::cancel));

    private TalkCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.TALKING, names);
    }

    private static Future<Void> message(Commands own, List<String> words) {
        String user = Typed.user(words.get(0), Reason.NO_SUCH_USER);
        return words.size() == 1 ? own.chats().go(user) : own.speech().say(user, words.get(1));
    }

    private static Future<Void> cancel(Commands own, List<String> words) {
        Optional<Integer> file = FileActions.number(words.get(0));
        return file.map(own.files()::drop)
                .orElseGet(() -> own.outbox().cancel(Typed.user(words.get(0), Reason.NO_SUCH_USER)));
    }

    private static Future<Void> close(Commands own, List<String> words) {
        Optional<Conversation> chat = words.isEmpty()
                ? own.console().conversations().current().filter(one -> !one.isRoom())
                : own.console().conversations().find(words.get(0).startsWith("@") ? words.get(0) : "@" + words.get(0));
        if (chat.isEmpty()) {
            own.console()
                    .error(
                            words.isEmpty()
                                    ? "this is no chat; /close NAME ends one"
                                    : "there is no such chat; /switch lists what is open");
            return Future.succeededFuture();
        }
        return own.chats().end(chat.get().name());
    }
}
