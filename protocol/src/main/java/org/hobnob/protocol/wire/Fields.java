package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;

/**
 * Reads the words of a {@link NativeLine} in order and remembers the first misfit, so that a decoder can read all
 * its fields and check only once, at the end. After a misfit, the values returned are null.
 */
final class Fields {
    private static final Pattern ADDRESS = Pattern.compile("[!-~]{1,64}");

    private static final Pattern LOWER_CASE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final NativeLine line;
    private int next;
    private Reason misfit;
    private boolean hasLaterWord;

    Fields(NativeLine line) {
        this.line = line;
    }

    /** Returns the line's name. */
    String name() {
        return line.name();
    }

    boolean hasWord() {
        return next < line.words().size();
    }

    /** Reads the next word with the parser; records the reason if the word is missing or invalid. */
    <T> T word(Function<String, Optional<T>> parser, Reason otherwise) {
        if (!hasWord()) {
            return miss(Reason.MALFORMED);
        }
        return parser.apply(line.words().get(next++)).orElseGet(() -> miss(otherwise));
    }

    <T> T word(Function<String, Optional<T>> parser) {
        return word(parser, Reason.MALFORMED);
    }

    /**
     * Reads the next word, which is one of a set that later versions may add to; the parser knows today's. Another
     * word in lower case makes an entry of a page unknown, and any other line a {@link Reason#LATER_VERSION}.
     */
    <T> T enumerated(Function<String, Optional<T>> parser) {
        return known(word(Fields::lowerCase), parser);
    }

    /** Reads a required parameter in the way of {@link #enumerated(Function)}. */
    <T> T enumerated(String key, Function<String, Optional<T>> parser) {
        return known(required(key, Fields::lowerCase), parser);
    }

    private <T> T known(String word, Function<String, Optional<T>> parser) {
        if (word == null) {
            return null;
        }
        Optional<T> value = parser.apply(word);
        hasLaterWord |= value.isEmpty();
        return value.orElse(null);
    }

    /**
     * Reads the remaining words as the entries of a page, {@code size} words each. An entry with words of a later
     * version is kept as its name alone, which is its first word (SPEC 4.5).
     */
    <N, T> PageEntries<N, T> entries(int size, Function<String, Optional<N>> name, Supplier<T> parser) {
        List<N> names = new ArrayList<>();
        List<Optional<T>> entries = new ArrayList<>();
        boolean hadLaterWord = hasLaterWord;
        groups(size, () -> {
            hasLaterWord = false;
            name.apply(line.words().get(next)).ifPresent(names::add);
            Optional<T> entry = Optional.ofNullable(parser.get());
            entries.add(hasLaterWord ? Optional.empty() : entry);
            return entry;
        });
        hasLaterWord = hadLaterWord;
        return new PageEntries<>(names, entries);
    }

    /** Reads the remaining words in groups of {@code size}, each with the parser. */
    <T> List<T> groups(int size, Supplier<T> parser) {
        List<T> groups = new ArrayList<>();
        while (misfit == null && hasWord()) {
            if (line.words().size() - next < size) {
                miss(Reason.MALFORMED);
            } else {
                groups.add(parser.get());
            }
        }
        return groups;
    }

    /** Reads a parameter with the parser; empty if it is absent. Records the reason if it is present and invalid. */
    <T> Optional<T> optional(String key, Function<String, Optional<T>> parser, Reason otherwise) {
        String text = line.params().get(key);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            miss(otherwise);
        }
        return value;
    }

    <T> Optional<T> param(String key, Function<String, Optional<T>> parser) {
        return optional(key, parser, Reason.MALFORMED);
    }

    <T> T param(String key, Function<String, Optional<T>> parser, T absent) {
        return param(key, parser).orElse(absent);
    }

    /** Reads a required parameter. */
    <T> T required(String key, Function<String, Optional<T>> parser) {
        return param(key, parser).orElseGet(() -> miss(Reason.MALFORMED));
    }

    <T> T miss(Reason reason) {
        misfit = misfit == null ? reason : misfit;
        return null;
    }

    /** Makes the result if all fields were valid and no words are left over. */
    <T> Parsed<T> finish(Command command, Supplier<? extends T> make) {
        if (misfit == null && hasWord()) {
            miss(Reason.MALFORMED);
        }
        if (misfit == null && hasLaterWord) {
            miss(Reason.LATER_VERSION);
        }
        if (misfit != null) {
            return new Parsed.Invalid<>(command, misfit);
        }
        try {
            return new Parsed.Valid<>(make.get());
        } catch (IllegalArgumentException e) {
            // The record's constructor enforces a rule that spans several fields.
            return new Parsed.Invalid<>(command, Reason.MALFORMED);
        }
    }

    private static Optional<String> lowerCase(String text) {
        return Optional.of(text).filter(LOWER_CASE.asMatchPredicate());
    }

    static Optional<Integer> number(String text) {
        return wholeNumber(text).filter(n -> n <= Integer.MAX_VALUE).map(Long::intValue);
    }

    /** Parses a whole number without sign, at most 18 digits. */
    static Optional<Long> wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static Optional<Integer> port(String text) {
        return number(text).filter(n -> n <= 65_535);
    }

    /** Parses an address of a contact: 1 to 64 printable ASCII characters. */
    static Optional<String> address(String text) {
        return ADDRESS.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Returns a parser that accepts {@code -} for none, and otherwise uses {@code parser}. */
    static <T> Function<String, Optional<Optional<T>>> orNone(Function<String, Optional<T>> parser) {
        return text -> text.equals("-")
                ? Optional.of(Optional.empty())
                : parser.apply(text).map(Optional::of);
    }

    /** Encodes a list for {@link #list}. */
    static String joined(List<?> values) {
        return values.isEmpty() ? "-" : values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** Returns a parser for a list: {@code -} if empty, otherwise parts joined by commas. */
    static <T> Function<String, Optional<List<T>>> list(Function<String, Optional<T>> parser) {
        return text -> {
            if (text.equals("-")) {
                return Optional.of(List.of());
            }
            List<T> values = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Optional<T> value = parser.apply(part);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return Optional.of(values);
        };
    }
}
