package org.hobnob.peer.console.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.text.NearestWord;
import org.hobnob.protocol.text.SafeText;

/** All commands. Their rows stand in one class for each {@link Topic}. */
public final class CommandTable {
    public static final List<Command> ROWS = Stream.of(
                    TalkCommands.ROWS,
                    ConversationCommands.ROWS,
                    RoomCommands.ROWS,
                    HostingCommands.ROWS,
                    PeopleCommands.ROWS,
                    AccountCommands.ROWS,
                    ProgramCommands.ROWS)
            .flatMap(List::stream)
            .toList();

    private CommandTable() {}

    public static Optional<Command> find(String name) {
        return ROWS.stream().filter(row -> row.names().contains(name)).findFirst();
    }

    /** Returns the hint that follows "unknown command". */
    static String unknown(String typed) {
        if (typed.equals("q")) {
            return "; q without the slash leaves a conversation, /quit ends the program";
        }
        Optional<String> meant = typed.length() == 1 ? beginning(typed) : NearestWord.of(typed, allNames());
        return meant.map(name -> "; did you mean /" + name + "?").orElse("; /help lists them") + " //"
                + SafeText.of(typed) + " … says it as text.";
    }

    /** Returns the commands that begin with the letter. */
    private static Optional<String> beginning(String letter) {
        String names = ROWS.stream()
                .map(Command::name)
                .filter(name -> name.startsWith(letter))
                .collect(Collectors.joining(", /"));
        return Optional.of(names).filter(found -> !found.isEmpty());
    }

    /** Returns the names of all commands, including aliases. */
    public static List<String> allNames() {
        return ROWS.stream().flatMap(row -> row.names().stream()).toList();
    }
}
