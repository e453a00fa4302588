package org.hobnob.peer.console.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code *bold*}, {@code ~italic~}, {@code _underline_}, {@code `code`} and links in a line. The parts joined
 * together are the unchanged line: the marks stay, so that nothing is lost where a terminal shows no styles. Pure.
 */
public final class Markup {
    /** The style of a part. */
    public enum Style {
        BOLD('*'),
        ITALIC('~'),
        UNDERLINE('_');

        private final char mark;

        Style(char mark) {
            this.mark = mark;
        }
    }

    /**
     * A part of a line.
     *
     * @param text never empty
     * @param link whether the text is a link that may be opened
     */
    public record Part(String text, Set<Style> styles, boolean link) {}

    /** Printable ASCII that RFC 3986 allows in a URI. */
    private static final String ADDRESS = "[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]";

    /** Code and links, in which style marks have no meaning. */
    private static final Pattern EXEMPT = Pattern.compile(
            "`[^`]+`|(?<![A-Za-z0-9])(?:https?://" + ADDRESS + "{1,2000}|mailto:" + ADDRESS + "{1,300})");

    private static final Pattern TRAILING = Pattern.compile("[.,;:!?'*~_)\\]]+$");

    private final String text;
    private final boolean[] exempt;
    private final boolean[] linked;
    private final List<Set<Style>> styles = new ArrayList<>();

    private Markup(String text) {
        this.text = text;
        exempt = new boolean[text.length()];
        linked = new boolean[text.length()];
        for (int i = 0; i < text.length(); i++) {
            styles.add(EnumSet.noneOf(Style.class));
        }
    }

    /** Returns the parts of the line, in order; empty for the empty line. */
    public static List<Part> parse(String line) {
        Markup markup = new Markup(line);
        markup.markExempt();
        for (Style style : Style.values()) {
            markup.markStyle(style);
        }
        return markup.parts();
    }

    private void markExempt() {
        Matcher matcher = EXEMPT.matcher(text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            boolean link = text.charAt(matcher.start()) != '`';
            int end = link ? linkEnd(matcher.start(), matcher.end()) : matcher.end();
            for (int i = matcher.start(); i < end; i++) {
                exempt[i] = true;
                linked[i] = link;
            }
            from = Math.max(end, matcher.start() + 1);
        }
    }

    /**
     * Punctuation at the end of a sentence, and the end of a bracket or style that was opened before the link, are
     * not part of it.
     */
    private int linkEnd(int start, int end) {
        String link = text.substring(start, end);
        Matcher trailing = TRAILING.matcher(link);
        if (!trailing.find()) {
            return end;
        }
        boolean balanced = link.endsWith(")") && count(link, '(') == count(link, ')');
        return balanced ? end : start + trailing.start();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private void markStyle(Style style) {
        Optional<Integer> opened = Optional.empty();
        for (int i = 0; i < text.length(); i++) {
            if (exempt[i] || text.charAt(i) != style.mark) {
                continue;
            }
            if (opened.isPresent() && closes(i)) {
                for (int at = opened.get(); at <= i; at++) {
                    styles.get(at).add(style);
                }
                opened = Optional.empty();
            } else if (opened.isEmpty() && opens(i)) {
                opened = Optional.of(i);
            }
        }
    }

    /**
     * An opening mark must not follow a letter or digit, and must precede a letter, a digit, another style's mark,
     * code or a link.
     */
    private boolean opens(int i) {
        boolean border = i == 0 || !isWord(i - 1) && text.charAt(i - 1) != text.charAt(i);
        return border && i + 1 < text.length() && (isWord(i + 1) || exempt[i + 1] || isOtherMark(i, i + 1));
    }

    /** A closing mark must not follow a space or itself, and must not precede a letter or digit. */
    private boolean closes(int i) {
        boolean border = i + 1 == text.length() || !isWord(i + 1) && text.charAt(i + 1) != text.charAt(i);
        return border && !Character.isWhitespace(text.charAt(i - 1)) && text.charAt(i - 1) != text.charAt(i);
    }

    private boolean isWord(int i) {
        return !exempt[i] && Character.isLetterOrDigit(text.codePointAt(i)) || isLowSurrogateOfWord(i);
    }

    private boolean isLowSurrogateOfWord(int i) {
        return i > 0 && Character.isLowSurrogate(text.charAt(i)) && Character.isLetterOrDigit(text.codePointAt(i - 1));
    }

    private boolean isOtherMark(int i, int next) {
        char mark = text.charAt(next);
        return mark != text.charAt(i) && (mark == '*' || mark == '~' || mark == '_');
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            boolean border =
                    i == text.length() || !styles.get(i).equals(styles.get(start)) || linked[i] != linked[start];
            if (border) {
                parts.add(new Part(text.substring(start, i), Set.copyOf(styles.get(start)), linked[start]));
                start = i;
            }
        }
        return parts;
    }
}
