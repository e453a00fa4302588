package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Past.Found;
import org.hobnob.peer.console.history.HistoryActions;
import org.hobnob.peer.settings.PeerKey;

/** The commands about what was said before. */
final class HistoryCommands {
    static final List<Command> ROWS = List.of(
            row("history")
                    .takes("[NAME] [NUMBER|since TIME]", 0, 1, Argument.CONVERSATION.or("since"))
                    .does("show what was said here, or in another conversation")
                    .explained(
                            "Twenty lines if no number is given, at most " + HistoryActions.MOST + ".",
                            "since 2h, since 14:00, since 2026-11-30, since yesterday: what came from then on.")
                    .example("/history @amir since 2h")
                    .setting(PeerKey.HISTORY.key())
                    .runs((own, words) -> own.history().show(words.isEmpty() ? "" : words.get(0))),
            row("search")
                    .takes("[WORDS]", 0, 1, Argument.TEXT.called("words to look for"))
                    .does("find lines of all conversations, the newest first")
                    .explained(
                            "All words must be in one line; capitals and accents do not matter. print* finds printer too.",
                            "Without WORDS, older hits of the last search.")
                    .example("/search printer free")
                    .runs((own, words) -> words.isEmpty()
                            ? own.finding().more()
                            : own.finding().search(words.get(0))),
            row("jump")
                    .takes("NUMBER", 1, 1, Argument.TEXT.called("number of the hit"))
                    .does("go to where a hit of the last search was said")
                    .explained("It shows the lines around it, and /reply answers it.")
                    .example("/jump 3")
                    .runs((own, words) -> jump(own, words.get(0))),
            row("export")
                    .takes(
                            "[NAME] FILE",
                            1,
                            2,
                            Argument.CONVERSATION.called("file, or a conversation and a file"),
                            Argument.FILE)
                    .does("write what was said to a file")
                    .explained(
                            "One conversation, or all. A file whose name ends in .jsonl gets one JSON object a line, any",
                            "other one text. It is readable: whoever gets the file reads everything in it.")
                    .example("/export #lab3 lab3.txt")
                    .runs((own, words) -> own.history().export(words)),
            row("forget")
                    .takes("NAME|all [yes]", 1, 2, Argument.CONVERSATION.or("all"), Argument.oneOf("yes"))
                    .does("delete what is kept of a conversation, or everything")
                    .explained("Without yes it says what it would delete. What others keep stays with them.")
                    .example("/forget @amir yes")
                    .setting(PeerKey.HISTORY.key())
                    .runs((own, words) -> own.history().forget(words)));

    private HistoryCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.CONVERSATIONS, names);
    }

    private static Future<Void> jump(Commands own, String number) {
        Optional<Found> hit = own.finding().hit(number);
        if (hit.isEmpty()) {
            own.console().error("there is no such hit; /search WORDS finds some");
            return Future.succeededFuture();
        }
        Conversation where = hit.get().where();
        if (hit.get().elsewhere()) {
            own.console().error("that was said at another registry, or as another user of this profile");
            return Future.succeededFuture();
        }
        if (own.console().conversations().isOpen(where)) {
            own.console().conversations().enter(where);
        } else if (where.isRoom()) {
            own.console().notice("you are not in " + where.label() + "; /join " + where.name() + " enters it");
        } else {
            return own.chats().go(where.name()).compose(there -> own.finding().around(hit.get()));
        }
        return own.finding().around(hit.get());
    }
}
