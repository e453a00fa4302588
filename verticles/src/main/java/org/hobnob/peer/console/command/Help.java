package org.hobnob.peer.console.command;

import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Shows what commands there are, and explains one. */
final class Help {
    private final ConsoleState console;

    Help(ConsoleState console) {
        this.console = console;
    }

    /** @param words a command, with or without its slash, or nothing */
    void show(List<String> words) {
        String name = words.stream().map(word -> word.replaceFirst("^/", "")).collect(Collectors.joining());
        if (name.isEmpty()) {
            list();
            return;
        }
        CommandTable.find(name)
                .ifPresentOrElse(
                        this::explain,
                        () -> console.error("unknown command /" + SafeText.of(name) + CommandTable.unknown(name)));
    }

    private void list() {
        for (Topic topic : Topic.values()) {
            console.screen().show(Role.TITLE, topic.title());
            CommandTable.ROWS.stream()
                    .filter(row -> row.topic() == topic)
                    .forEach(row -> console.plain(String.format("  %-13s %s", "/" + row.name(), row.summary())));
        }
        console.plain("/help COMMAND explains one of them. A line that begins with // is said with one slash.");
    }

    private void explain(Command command) {
        console.plain("  " + command.usageLine());
        console.plain("      " + command.summary());
        command.explanation().forEach(line -> console.plain("      " + line));
        console.plain("  example: " + command.example());
        if (!command.aliases().isEmpty()) {
            console.plain("  also: "
                    + command.aliases().stream().map(alias -> "/" + alias).collect(Collectors.joining(" ")));
        }
        command.setting().ifPresent(setting -> console.plain("  setting: /set " + setting));
    }
}
