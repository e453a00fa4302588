package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Reply;

/**
 * The entries of a page in the order of their line, with their names. An entry is empty if it has words of a later
 * version: the page is good without it (SPEC 4.5).
 *
 * @param <N> the type of names
 * @param <T> the type of entries
 */
record PageEntries<N, T>(List<N> names, List<Optional<T>> entries) {
    private static final String NONE = "-";
    private static final String BETWEEN = ";";

    /** Returns the entries that this version knows. */
    List<T> known() {
        return entries.stream().flatMap(Optional::stream).toList();
    }

    /** Returns the name to ask the next page after: the last one received, even if its entry is not known. */
    Optional<N> next(boolean more) {
        return Reply.Page.next(names, more);
    }

    /**
     * Adds a parallel parameter, if the line has it: one value for each entry, in order. A parameter with another
     * number of values is ignored; so is a value that is {@code -} or cannot be parsed.
     */
    <V> PageEntries<N, T> with(
            Fields fields, String key, Function<String, Optional<V>> parser, BiFunction<T, V, T> merge) {
        Optional<List<String>> values = fields.param(key, text -> Optional.of(List.of(text.split(BETWEEN, -1))));
        if (values.isEmpty() || values.get().size() != entries.size()) {
            return this;
        }
        List<Optional<T>> merged = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Optional<V> value = Optional.of(values.get().get(i))
                    .filter(text -> !text.equals(NONE))
                    .flatMap(parser);
            merged.add(entries.get(i)
                    .map(entry -> value.map(told -> merge.apply(entry, told)).orElse(entry)));
        }
        return new PageEntries<>(names, merged);
    }

    /** Writes a parallel parameter, or nothing if no entry has a value: {@code -} stands for none. */
    static <T> void write(String key, List<T> page, Function<T, String> value, LineBuilder line) {
        List<String> values = page.stream().map(value).toList();
        if (values.stream().anyMatch(text -> !text.equals(NONE))) {
            line.param(key, values.stream().collect(Collectors.joining(BETWEEN)));
        }
    }

    /** Returns how many bytes an entry's value, which is ASCII without escapes, takes in that parameter. */
    static int bytes(String value) {
        return value.length() + BETWEEN.length();
    }
}
