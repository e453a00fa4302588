package org.hobnob.launcher.config;

import java.util.List;
import java.util.Locale;

/**
 * The type of a setting's value.
 *
 * @param words a description of the valid values, such as {@code 0 to 65535}
 * @param sort how a value is checked
 * @param min the smallest number
 * @param max the largest number
 * @param choices the valid words
 */
record ValueType(String words, Sort sort, long min, long max, List<String> choices) {
    private enum Sort {
        TEXT,
        FLAG,
        NUMBER,
        CHOICE
    }

    private static final int MAX_TEXT_CHARS = 4_096;
    private static final String NUMBER = "[0-9]{1,15}";

    static ValueType text(String words) {
        return new ValueType(words, Sort.TEXT, 0, 0, List.of());
    }

    static ValueType flag() {
        return new ValueType("true or false", Sort.FLAG, 0, 0, List.of());
    }

    static ValueType number(long min, long max) {
        return new ValueType(min + " to " + max, Sort.NUMBER, min, max, List.of());
    }

    static ValueType choice(String... choices) {
        return new ValueType(String.join(", ", choices), Sort.CHOICE, 0, 0, List.of(choices));
    }

    /** The placeholder for the value in a synopsis. */
    String label() {
        return switch (sort) {
            case TEXT -> words.toUpperCase(Locale.ROOT).replace(' ', '-');
            case FLAG -> "";
            case NUMBER -> "N";
            case CHOICE -> String.join("|", choices);
        };
    }

    boolean isFlag() {
        return sort == Sort.FLAG;
    }

    boolean accepts(String value) {
        return switch (sort) {
            case TEXT -> value.length() <= MAX_TEXT_CHARS && value.chars().noneMatch(Character::isISOControl);
            case FLAG -> value.equals("true") || value.equals("false");
            case NUMBER -> value.matches(NUMBER) && Long.parseLong(value) >= min && Long.parseLong(value) <= max;
            case CHOICE -> choices.contains(value);
        };
    }
}
