package org.hobnob.peer.console.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the words that are meant for this user: the own name, with or without {@code @} before it, and keywords. They
 * count as whole words and without regard to case: {@code dana} is not in {@code danas} or {@code dana-marie}. Pure.
 */
public final class Mentions {
    /** The most keywords that are looked for; more are passed over. */
    static final int MOST_KEYWORDS = 64;

    /** How many characters of a line are looked at. */
    static final int MOST_CHARACTERS = 8_192;

    private static final String WORD = "[\\p{L}\\p{N}\\p{M}_]";

    /** Matches nowhere. */
    private static final String NOTHING = "(?!)";

    /**
     * A part of a line.
     *
     * @param from the index of its first character
     * @param to the index behind its last character
     */
    public record Span(int from, int to) {}

    private final Pattern words;

    /**
     * @param name the user's own
     * @param keywords those with no letter or digit are passed over
     */
    public Mentions(String name, List<String> keywords) {
        String all = Stream.concat(Stream.of(name), keywords.stream().limit(MOST_KEYWORDS))
                .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(Pattern::quote)
                .collect(Collectors.collectingAndThen(Collectors.joining("|"), one -> one.isEmpty() ? NOTHING : one));
        // A hyphen belongs to a word where a letter follows or precedes it, as in the names of users.
        words = Pattern.compile(
                "(?<!" + WORD + ")(?<!" + WORD + "-)@?(?:" + all + ")(?!-?" + WORD + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Returns the places of these words, in order. */
    public List<Span> in(String line) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = words.matcher(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
        while (matcher.find()) {
            spans.add(new Span(matcher.start(), matcher.end()));
        }
        return spans;
    }
}
