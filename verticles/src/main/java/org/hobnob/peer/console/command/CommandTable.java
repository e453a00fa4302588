package org.hobnob.peer.console.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.protocol.text.NearestWord;
import org.hobnob.protocol.text.SafeText;

/** All commands. Their rows stand in one class for each {@link Topic}. */
public final class CommandTable {
    public static final List<Command> ROWS = Stream.of(
                    TalkCommands.ROWS,
                    ConversationCommands.ROWS,
                    HistoryCommands.ROWS,
                    RoomCommands.ROWS,
                    HostingCommands.ROWS,
                    PeopleCommands.ROWS,
                    FileCommands.ROWS,
                    AccountCommands.ROWS,
                    ProgramCommands.ROWS,
                    AdminCommands.ROWS)
            .flatMap(List::stream)
            .toList();

    private static final Set<String> SPEAKING = Set.of("msg", "say", "me", "reply");

    private CommandTable() {}

    /**
     * Returns whether what was entered is a command and no text. What was typed may be one that does not exist; a pasted
     * line is text then.
     */
    public static boolean isCommand(Entry entry) {
        return !entry.isSeveral()
                && CommandLine.isCommand(entry.line())
                && (!entry.pasted()
                        || find(CommandLine.of(entry.line()).command()).isPresent());
    }

    /** Returns whether what was entered is a command that says nothing, so that no line of a conversation shows it. */
    public static boolean isSilent(Entry entry) {
        if (!isCommand(entry)) {
            return false;
        }
        CommandLine line = CommandLine.of(entry.line());
        return find(line.command())
                .filter(row -> SPEAKING.contains(row.name()))
                .filter(row -> line.words(row.mostWords()).size() == row.mostWords())
                .isEmpty();
    }

    public static Optional<Command> find(String name) {
        return ROWS.stream().filter(row -> row.names().contains(name)).findFirst();
    }

    /** Returns the hint that follows "unknown command". */
    static String unknown(String typed) {
        if (typed.equals("q")) {
            return "; q without the slash leaves a conversation, /quit ends the program";
        }
        Optional<String> meant = typed.length() == 1 ? beginning(typed) : NearestWord.of(typed, allNames());
        return meant.map(name -> "; did you mean /" + name + "?").orElse("; /help lists them.") + " //"
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
