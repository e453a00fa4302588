package org.hobnob.peer.console.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** @param words a command, with or without its slash, a topic, or nothing */
    void show(List<String> words) {
        String name = words.stream().map(word -> word.replaceFirst("^/", "")).collect(Collectors.joining());
        if (name.isEmpty()) {
            Arrays.stream(Topic.values()).forEach(this::list);
            console.plain("/help COMMAND explains one of them, as in /help msg. //text says a line with one slash.");
            return;
        }
        Optional<Command> command = CommandTable.find(name);
        Optional<Topic> topic = Topic.ofWord(name);
        if (command.isPresent()) {
            explain(command.get());
        } else if (topic.isPresent()) {
            list(topic.get());
        } else {
            console.error("unknown command /" + SafeText.of(name) + CommandTable.unknown(name));
        }
    }

    private void list(Topic topic) {
        console.screen().show(Role.TITLE, topic.title());
        CommandTable.ROWS.stream()
                .filter(row -> row.topic() == topic)
                .forEach(row -> console.plain(String.format("  %-13s %s", "/" + row.name(), row.summary())));
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
