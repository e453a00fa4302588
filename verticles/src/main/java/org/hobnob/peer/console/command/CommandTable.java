package org.hobnob.peer.console.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.text.NearestWord;

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
        return NearestWord.of(typed, allNames())
                .map(name -> "; did you mean /" + name + "?")
                .orElse("; /help lists them");
    }

    /** Returns the names of all commands, including aliases. */
    public static List<String> allNames() {
        return ROWS.stream().flatMap(row -> row.names().stream()).toList();
    }
}
