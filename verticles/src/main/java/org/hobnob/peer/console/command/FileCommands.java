package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.file.FileActions;

/** The commands for files. */
final class FileCommands {
    private static final int MOST_WORDS = 32;

    static final List<Command> ROWS = List.of(
            row("send")
                    .takes(
                            "FILE NAME|#ROOM",
                            2,
                            MOST_WORDS,
                            Argument.FILE,
                            Argument.CONVERSATION.called("user or #room"))
                    .does("offer a file to a user, or to each member of a room")
                    .explained(
                            "Once accepted, it goes straight from your machine to theirs. It continues after a break or a restart.",
                            "Somebody who is away is asked when you are both there.")
                    .example("/send notes.pdf amir")
                    .setting("downloads")
                    .runs((own, words) -> own.files().send(words)),
            row("files transfers")
                    .does("list the files that are offered or on their way")
                    .explained("/accept NUMBER takes one, /reject NUMBER refuses it, /cancel NUMBER ends one.")
                    .example("/files")
                    .setting("accept-files")
                    .runs((own, words) -> own.files().list()));

    private FileCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.FILES, names);
    }

    /**
     * Takes or refuses the chat or the file that the word names, or else what was asked first, chats before files, and to
     * accept those offered before one that stopped.
     */
    static Future<Void> answer(Commands own, List<String> words, boolean accept) {
        Optional<Integer> number = words.isEmpty() ? Optional.empty() : FileActions.number(words.get(0));
        if (number.isPresent()) {
            return answer(own, number.get(), accept);
        }
        if (!words.isEmpty() || own.console().chatRequests().first().isPresent()) {
            return own.answer(words, accept);
        }
        return own.files()
                .firstWaiting(accept)
                .otherwise(Optional.empty())
                .compose(
                        first -> first.map(one -> answer(own, one, accept)).orElseGet(() -> own.answer(words, accept)));
    }

    private static Future<Void> answer(Commands own, int number, boolean accept) {
        return accept ? own.files().accept(number) : own.files().drop(number);
    }
}
