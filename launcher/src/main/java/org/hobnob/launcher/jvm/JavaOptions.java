package org.hobnob.launcher.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.launcher.cli.Home;

/**
 * The options that Java runs commands with: {@code conf/java-options}, which the launching scripts read too.
 *
 * @param rows in the order of the file
 */
public record JavaOptions(List<Row> rows) {
    private static final String OPERATORS = "HOBNOB_JAVA_OPTS";

    /**
     * A line of the file.
     *
     * @param command a command's name; {@code any} for all, {@code other} for those without rows of their own
     * @param from the first version of Java that takes the options
     */
    record Row(String command, int from, List<String> options) {
        /** Empty where the line is a comment or blank. */
        static Optional<Row> parse(String line) {
            List<String> words = words(line);
            return words.size() < 3 || words.get(0).startsWith("#")
                    ? Optional.empty()
                    : Optional.of(
                            new Row(words.get(0), Integer.parseInt(words.get(1)), words.subList(2, words.size())));
        }
    }

    static JavaOptions parse(Stream<String> lines) {
        return new JavaOptions(lines.map(Row::parse).flatMap(Optional::stream).toList());
    }

    /**
     * The options of a command.
     *
     * @param version of Java
     * @param operators those of an operator, which come last and win
     */
    List<String> of(String command, int version, List<String> operators) {
        List<Row> suitable = rows.stream().filter(row -> row.from() <= version).toList();
        String named = suitable.stream().anyMatch(row -> row.command().equals(command)) ? command : "other";
        // Java takes one collector, so that of an operator replaces ours.
        boolean replaced = operators.stream().anyMatch(JavaOptions::isCollector);
        Stream<String> ours = Stream.of("any", named)
                .flatMap(name -> suitable.stream().filter(row -> row.command().equals(name)))
                .flatMap(row -> row.options().stream())
                .filter(option -> !replaced || !isCollector(option));
        return Stream.concat(ours, operators.stream()).toList();
    }

    private static boolean isCollector(String option) {
        return option.startsWith("-XX:+Use") && option.endsWith("GC");
    }

    /**
     * For a command in a process that this one starts: this process' own system properties, then what the script would
     * give that command.
     *
     * @throws UncheckedIOException where the file cannot be read
     */
    public static List<String> ofChild(String command) {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        Optional<Path> file = Home.conf("java-options");
        if (file.isEmpty()) {
            return own;
        }
        try (Stream<String> lines = Files.lines(file.get())) {
            List<String> operators = words(System.getenv().getOrDefault(OPERATORS, ""));
            List<String> options = parse(lines).of(command, Runtime.version().feature(), operators);
            return Stream.concat(own.stream().filter(JavaOptions::isForChildren), options.stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isForChildren(String option) {
        return option.startsWith("-D") && !option.startsWith("-D" + MemoryWatch.PIPE);
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
