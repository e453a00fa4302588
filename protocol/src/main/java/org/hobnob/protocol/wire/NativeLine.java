package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the native dialect, parsed (SPEC 3.2): {@code @tag NAME word… key=value…}.
 *
 * @param tag correlates a reply with its request; {@link #NOTICE} for a notice
 * @param name the name of the message
 * @param words positional words, unescaped
 * @param params extension parameters by key, unescaped; readers ignore unknown ones
 */
public record NativeLine(String tag, String name, List<String> words, Map<String, String> params) {
    /** The tag of a line that answers nothing. */
    public static final String NOTICE = "!";
    /** The tag of the answer to a line whose own tag could not be read. */
    public static final String UNREADABLE = "?";

    private static final Pattern TAG = Pattern.compile("@(?:[0-9A-Za-z]{1," + Limits.TAG_CHARS + "}|[!?])");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public NativeLine {
        words = List.copyOf(words);
        params = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** Parses a line; returns empty if it breaks the grammar. */
    public static Optional<NativeLine> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length < 2
                || !TAG.matcher(parts[0]).matches()
                || !NAME.matcher(parts[1]).matches()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(parts.length);
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 2; i < parts.length; i++) {
            if (!take(parts[i], words, params)) {
                return Optional.empty();
            }
        }
        return Optional.of(new NativeLine(parts[0].substring(1), parts[1], words, params));
    }

    /** Returns the tag for the answer to the text: its own, or {@link #UNREADABLE} if it has none that can be used. */
    public static String tagOf(String text) {
        int end = text.indexOf(' ');
        String head = end < 0 ? text : text.substring(0, end);
        return TAG.matcher(head).matches() && !head.equals("@" + NOTICE) ? head.substring(1) : UNREADABLE;
    }

    private static boolean take(String part, List<String> words, Map<String, String> params) {
        int equals = part.indexOf('=');
        if (part.isEmpty() || part.indexOf('=', equals + 1) > equals && equals >= 0) {
            return false;
        }
        if (equals < 0) {
            return Escapes.unescape(part).map(words::add).orElse(false);
        }
        if (equals == part.length() - 1) {
            return false;
        }
        String key = part.substring(0, equals);
        Optional<String> value = Escapes.unescape(part.substring(equals + 1));
        return KEY.matcher(key).matches() && value.isPresent() && params.putIfAbsent(key, value.get()) == null;
    }

    /** Returns whether an answer can be matched by the tag. */
    public boolean isCorrelated() {
        return !tag.equals(NOTICE) && !tag.equals(UNREADABLE);
    }

    /** Omits words and values, which may be secrets. */
    @Override
    public String toString() {
        return "NativeLine[@" + tag + " " + name + ", " + words.size() + " words, " + params.keySet() + "]";
    }

    /** Returns the encoded line without its line feed. */
    public String print() {
        StringBuilder text = new StringBuilder("@").append(tag).append(' ').append(name);
        words.forEach(word -> text.append(' ').append(Escapes.escape(word)));
        params.forEach((key, value) -> text.append(' ').append(key).append('=').append(Escapes.escape(value)));
        return text.toString();
    }
}
