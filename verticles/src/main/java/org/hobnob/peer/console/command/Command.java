package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One command: what {@code /help} and Tab tell of it, and what it does. Rows are made with {@link #named}.
 *
 * @param names the command's name, followed by its aliases
 * @param usage the arguments, as in {@code NAME [yes]}; empty for none
 * @param leastWords the fewest arguments
 * @param mostWords the most arguments; the last one takes the rest of the line
 * @param arguments what may stand where, as far as it can be completed; the last one may come again
 * @param summary one line in {@code /help}
 * @param explanation sentences of {@code /help COMMAND}; may be empty
 * @param example a whole line, which begins with a slash
 * @param setting the setting that concerns the command, if any
 */
public record Command(
        Topic topic,
        List<String> names,
        String usage,
        int leastWords,
        int mostWords,
        List<Argument> arguments,
        String summary,
        List<String> explanation,
        String example,
        Optional<String> setting,
        BiFunction<Commands, List<String>, Future<Void>> run) {
    public String name() {
        return names.get(0);
    }

    /** Returns the aliases. */
    public List<String> aliases() {
        return names.subList(1, names.size());
    }

    public String usageLine() {
        return ("/" + name() + " " + usage).strip();
    }

    /** Returns what stands at this place, counted from 0 behind the command's name. */
    public Optional<Argument> argument(int index) {
        return arguments.isEmpty()
                ? Optional.empty()
                : Optional.of(arguments.get(Math.min(index, arguments.size() - 1)));
    }

    /** @param names the command's name, followed by its aliases, with blanks between them */
    static Draft named(Topic topic, String names) {
        return new Draft(topic, List.of(names.split(" ")));
    }

    /** A row that is being written. What is not said is empty. */
    static final class Draft {
        private final Topic topic;
        private final List<String> names;
        private String usage = "";
        private int leastWords;
        private int mostWords;
        private List<Argument> arguments = List.of();
        private String summary = "";
        private List<String> explanation = List.of();
        private String example = "";
        private Optional<String> setting = Optional.empty();

        private Draft(Topic topic, List<String> names) {
            this.topic = topic;
            this.names = names;
        }

        /** @param places what may stand where */
        Draft takes(String text, int least, int most, Argument... places) {
            usage = text;
            leastWords = least;
            mostWords = most;
            arguments = List.of(places);
            return this;
        }

        Draft does(String line) {
            summary = line;
            return this;
        }

        Draft explained(String... lines) {
            explanation = List.of(lines);
            return this;
        }

        Draft example(String line) {
            example = line;
            return this;
        }

        Draft setting(String name) {
            setting = Optional.of(name);
            return this;
        }

        Command runs(BiFunction<Commands, List<String>, Future<Void>> run) {
            return new Command(
                    topic, names, usage, leastWords, mostWords, arguments, summary, explanation, example, setting, run);
        }
    }
}
