package org.hobnob.launcher.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in which line of a file of settings a key is set, for messages. */
final class YamlLines {
    private static final Pattern KEY = Pattern.compile("( *)[\"']?([A-Za-z0-9_.-]+)[\"']?:(?:\\s.*)?");

    private record Section(int indent, String path) {}

    private YamlLines() {}

    /**
     * Returns the number of the last line that sets the key, from 1; empty if none is seen to, as in a file that does not have
     * a key a line.
     *
     * @param key with dots between its sections
     */
    static OptionalInt of(String text, String key) {
        Deque<Section> around = new ArrayDeque<>();
        OptionalInt found = OptionalInt.empty();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Matcher matcher = KEY.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            int indent = matcher.group(1).length();
            while (!around.isEmpty() && around.peek().indent() >= indent) {
                around.pop();
            }
            String path = (around.isEmpty() ? "" : around.peek().path() + ".") + matcher.group(2);
            around.push(new Section(indent, path));
            if (path.equals(key)) {
                found = OptionalInt.of(number);
            }
        }
        return found;
    }
}
