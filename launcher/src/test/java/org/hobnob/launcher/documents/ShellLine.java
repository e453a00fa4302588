package org.hobnob.launcher.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A line for a shell, cut into the commands that it runs, as far as documents need it. */
final class ShellLine {
    /** They end one command and begin another. */
    private static final Set<String> BETWEEN = Set.of("|", "||", "&&", "&", ";");

    private static final String OPERATORS = "|&;<>";

    private final String line;
    private final List<String> tokens = new ArrayList<>();
    private final Set<Integer> operators = new java.util.HashSet<>();
    private int at;

    private ShellLine(String line) {
        this.line = line;
    }

    /**
     * Returns the commands in a line, each as its words.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<List<String>> commands(String line) {
        ShellLine shell = new ShellLine(line);
        shell.cut();
        return shell.parted();
    }

    private void cut() {
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '#') {
                return;
            } else if (OPERATORS.indexOf(c) >= 0) {
                int from = at;
                while (at < line.length() && OPERATORS.indexOf(line.charAt(at)) >= 0) {
                    at++;
                }
                operators.add(tokens.size());
                tokens.add(line.substring(from, at));
            } else {
                tokens.add(word());
            }
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < line.length() && line.charAt(at) != ' ' && OPERATORS.indexOf(line.charAt(at)) < 0) {
            char c = line.charAt(at);
            if (c == '\'' || c == '"') {
                int end = line.indexOf(c, at + 1);
                if (end < 0) {
                    throw new IllegalArgumentException("a quote is not closed");
                }
                word.append(line, at + 1, end);
                at = end + 1;
            } else {
                word.append(c);
                at++;
            }
        }
        return word.toString();
    }

    /** Files behind {@code <} and {@code >} are no words of a command. */
    private List<List<String>> parted() {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (!operators.contains(i)) {
                words.add(tokens.get(i));
            } else if (BETWEEN.contains(tokens.get(i))) {
                commands.add(words);
                words = new ArrayList<>();
            } else {
                i++;
            }
        }
        commands.add(words);
        return commands.stream().filter(each -> !each.isEmpty()).toList();
    }
}
