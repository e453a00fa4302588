package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.command.Argument;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;

/** Asks for the arguments of any command, one after the other, and then runs it. */
final class ArgumentForm {
    private final Flow flow;
    private final ConsoleState console;
    private final Commands commands;

    ArgumentForm(Flow flow, ConsoleState console, Commands commands) {
        this.flow = flow;
        this.console = console;
        this.commands = commands;
    }

    /**
     * Asks for what is missing.
     *
     * @param given the arguments that are there
     * @param all whether to ask for those too that may be left out
     */
    Future<Void> fill(Command command, List<String> given, boolean all) {
        int next = given.size();
        boolean optional = next >= command.leastWords();
        Optional<Argument> argument = command.argument(next);
        if (next >= command.mostWords()
                || optional && !all
                || argument.isEmpty()
                || isClear(argument.get(), optional)) {
            return run(command, given);
        }
        return choices(argument.get())
                .compose(names -> flow.ask(prompt(argument.get(), optional), text -> {
                    if (text.isEmpty()) {
                        return optional ? run(command, given) : flow.again("an answer is needed; q goes back");
                    }
                    String word = Choices.named(names, text);
                    boolean last = next == command.mostWords() - 1;
                    if (!last && word.contains(" ")) {
                        return flow.again("one word, without blanks; q goes back");
                    }
                    List<String> words = new ArrayList<>(given);
                    words.add(word);
                    return fill(command, words, all);
                }));
    }

    /** The only room needs no naming, and a word such as {@code all} has an entry of its own or is typed. */
    private boolean isClear(Argument argument, boolean optional) {
        return optional
                && (argument.kind() == Argument.Kind.WORD
                        || argument.kind() == Argument.Kind.OWN_ROOM
                                && ownRooms().size() <= 1);
    }

    private List<String> ownRooms() {
        return console.conversations().all().stream()
                .filter(Conversation::isRoom)
                .map(Conversation::label)
                .toList();
    }

    private static String prompt(Argument argument, boolean optional) {
        return argument.label() + (optional ? " (Enter for none): " : ": ");
    }

    /** Shows what may be chosen by number, if anything; returns it. */
    private Future<List<String>> choices(Argument argument) {
        return switch (argument.kind()) {
            case OWN_ROOM -> shown(ownRooms());
            case ONLINE_USER ->
                commands.lists()
                        .users()
                        .otherwise(List.of())
                        .compose(users -> shown(users.stream()
                                .map(user -> user.getString("user"))
                                .toList()));
            case CONVERSATION -> {
                Views.conversations(console);
                yield Future.succeededFuture(console.conversations().all().stream()
                        .map(Conversation::label)
                        .toList());
            }
            default -> Future.succeededFuture(List.of());
        };
    }

    private Future<List<String>> shown(List<String> names) {
        Choices.show(console, names);
        return Future.succeededFuture(names);
    }

    private Future<Void> run(Command command, List<String> words) {
        flow.goBack();
        return flow.run(("/" + command.name() + " " + String.join(" ", words)).strip());
    }
}
