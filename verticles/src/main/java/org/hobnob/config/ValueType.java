package org.hobnob.config;

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
public record ValueType(String words, Sort sort, long min, long max, List<String> choices) {
    /** How a value is checked. */
    public enum Sort {
        TEXT,
        FLAG,
        NUMBER,
        CHOICE
    }

    private static final String ON = "on";
    private static final String OFF = "off";
    private static final int MAX_TEXT_CHARS = 4_096;
    private static final String NUMBER = "[0-9]{1,15}";

    /** @param words what the text is, such as {@code path} */
    public static ValueType text(String words) {
        return new ValueType(words, Sort.TEXT, 0, 0, List.of());
    }

    /** True or false. */
    public static ValueType flag() {
        return new ValueType("true or false", Sort.FLAG, 0, 0, List.of());
    }

    /** True or false, for settings that people change while the program runs: they say on or off. */
    public static ValueType onOff() {
        return new ValueType(ON + " or " + OFF, Sort.FLAG, 0, 0, List.of());
    }

    /** A whole number from {@code min} to {@code max}. */
    public static ValueType number(long min, long max) {
        return new ValueType(min + " to " + max, Sort.NUMBER, min, max, List.of());
    }

    /** One of these words. */
    public static ValueType choice(String... choices) {
        return new ValueType(String.join(", ", choices), Sort.CHOICE, 0, 0, List.of(choices));
    }

    /** Returns the placeholder for the value in a synopsis. */
    public String label() {
        return switch (sort) {
            case TEXT -> words.toUpperCase(Locale.ROOT).replace(' ', '-');
            case FLAG -> "";
            case NUMBER -> "N";
            case CHOICE -> String.join("|", choices);
        };
    }

    /** Returns the values that people may type, where there are few; otherwise none. */
    public List<String> suggestions() {
        return isFlag() ? List.of(said("true"), said("false")) : choices;
    }

    /** Returns whether the value is true or false, so that a flag needs none. */
    public boolean isFlag() {
        return sort == Sort.FLAG;
    }

    /** Returns the value as it is kept: on and yes are true, off and no are false. */
    public String kept(String typed) {
        return switch (sort) {
            case FLAG ->
                switch (typed.toLowerCase(Locale.ROOT)) {
                    case ON, "yes" -> "true";
                    case OFF, "no" -> "false";
                    default -> typed;
                };
            // YAML takes off for false.
            case CHOICE -> typed.equals("false") && choices.contains(OFF) ? OFF : typed;
            case TEXT, NUMBER -> typed;
        };
    }

    /** Returns the value as people say it. */
    public String said(String kept) {
        return isFlag() && words.startsWith(ON) ? kept.equals("true") ? ON : OFF : kept;
    }

    /** @param value as {@link #kept} returns it */
    public boolean accepts(String value) {
        return switch (sort) {
            case TEXT -> value.length() <= MAX_TEXT_CHARS && value.chars().noneMatch(Character::isISOControl);
            case FLAG -> value.equals("true") || value.equals("false");
            case NUMBER -> value.matches(NUMBER) && Long.parseLong(value) >= min && Long.parseLong(value) <= max;
            case CHOICE -> choices.contains(value);
        };
    }
}
