package org.hobnob.peer.console.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Optional<Command> command = CommandTable.find(name);
        Optional<Topic> topic = Topic.ofWord(name);
        if (name.isEmpty()) {
            overview();
        } else if (command.isEmpty() && topic.isEmpty()) {
            console.error("unknown command /" + SafeText.of(name) + CommandTable.unknown(name));
        }
        command.ifPresent(this::explain);
        topic.ifPresent(this::list);
    }

    /** All commands by topic, short enough for one screen. */
    private void overview() {
        for (Topic topic : Topic.values()) {
            String head = String.format("  %-14s", topic.word());
            for (String row : rows(of(topic).map(row -> "/" + row.name()).toList(), head.length())) {
                console.plain(head + row);
                head = " ".repeat(head.length());
            }
        }
        console.plain("/help msg explains a command, /help talking lists a topic, and /menu talking is its menu."
                + " A line that begins with // is said with one slash.");
    }

    /** The words in rows that fit behind an indent, each word with a blank before it. */
    private List<String> rows(List<String> words, int indent) {
        List<String> rows = new ArrayList<>();
        String row = "";
        for (String word : words) {
            if (!row.isEmpty()
                    && indent + row.length() + word.length() + 1L
                            > console.screen().width()) {
                rows.add(row);
                row = "";
            }
            row += " " + word;
        }
        rows.add(row);
        return rows;
    }

    private void list(Topic topic) {
        console.screen().show(Role.TITLE, topic.title());
        of(topic).forEach(row -> console.plain(String.format("  %-13s %s", "/" + row.name(), row.summary())));
    }

    private static Stream<Command> of(Topic topic) {
        return CommandTable.ROWS.stream().filter(row -> row.topic() == topic);
    }

    private void explain(Command command) {
        console.plain("  " + command.usageLine());
        console.plain("      " + command.summary());
        if (!command.explanation().isEmpty()) {
            console.plain("      " + String.join(" ", command.explanation()));
        }
        console.plain("  example: " + command.example());
        if (!command.aliases().isEmpty()) {
            console.plain("  also: "
                    + command.aliases().stream().map(alias -> "/" + alias).collect(Collectors.joining(" ")));
        }
        command.setting().ifPresent(setting -> console.plain("  setting: /set " + setting));
    }
}
