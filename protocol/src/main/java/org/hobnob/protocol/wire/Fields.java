package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;

/**
 * Reads the words of a {@link NativeLine} in order and remembers the first that does not fit, so that a decoder can
 * read all its fields and ask once, at the end, whether they were good. After a misfit the values handed out are null.
 */
final class Fields {
    private final NativeLine line;
    private int next;
    private Reason misfit;

    Fields(NativeLine line) {
        this.line = line;
    }

    /** The line's name. */
    String name() {
        return line.name();
    }

    boolean hasWord() {
        return next < line.words().size();
    }

    /** The next word, read by the parser; the reason is remembered where it is missing or does not fit. */
    <T> T word(Function<String, Optional<T>> parser, Reason otherwise) {
        if (!hasWord()) {
            return miss(Reason.MALFORMED);
        }
        return parser.apply(line.words().get(next++)).orElseGet(() -> miss(otherwise));
    }

    <T> T word(Function<String, Optional<T>> parser) {
        return word(parser, Reason.MALFORMED);
    }

    /** The rest of the words, in groups of {@code size}, each read by the parser. */
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

    /**
     * The parameter, read by the parser; empty where it is absent. The reason is remembered where it is there and does
     * not fit.
     */
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

    /** A parameter that must be there. */
    <T> T required(String key, Function<String, Optional<T>> parser) {
        return param(key, parser).orElseGet(() -> miss(Reason.MALFORMED));
    }

    <T> T miss(Reason reason) {
        misfit = misfit == null ? reason : misfit;
        return null;
    }

    /** What the fields make, where all of them fitted and none is left over. */
    <T> Parsed<T> finish(Command command, Supplier<? extends T> make) {
        if (misfit == null && hasWord()) {
            miss(Reason.MALFORMED);
        }
        if (misfit != null) {
            return new Parsed.Invalid<>(command, misfit);
        }
        try {
            return new Parsed.Valid<>(make.get());
        } catch (IllegalArgumentException e) {
            // A rule that spans several fields, kept by the record's own constructor.
            return new Parsed.Invalid<>(command, Reason.MALFORMED);
        }
    }

    static Optional<Integer> number(String text) {
        return wholeNumber(text).filter(n -> n <= Integer.MAX_VALUE).map(Long::intValue);
    }

    /** A whole number without sign, at most 18 digits. */
    static Optional<Long> wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static Optional<Integer> port(String text) {
        return number(text).filter(n -> n <= 65_535);
    }

    static Optional<String> address(String text) {
        return text.isBlank() || text.length() > 64 ? Optional.empty() : Optional.of(text);
    }

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** {@code -} for none, else read by the parser. */
    static <T> Function<String, Optional<Optional<T>>> orNone(Function<String, Optional<T>> parser) {
        return text -> text.equals("-")
                ? Optional.of(Optional.empty())
                : parser.apply(text).map(Optional::of);
    }

    /** How {@link #list} reads it. */
    static String joined(List<?> values) {
        return values.isEmpty() ? "-" : values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** {@code -} for an empty list, else parts joined by commas. */
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
