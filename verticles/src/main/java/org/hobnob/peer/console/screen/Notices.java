package org.hobnob.peer.console.screen;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/**
 * The escape sequences with which a terminal rings its bell or shows a notification on the desktop. Text is made safe
 * here, and cut. Pure.
 */
public final class Notices {
    /** How a terminal is told to show a notification. */
    public enum Way {
        /** iTerm2's, which others took over. */
        OSC9,
        /** kitty's. */
        OSC99,
        /** rxvt-unicode's. */
        OSC777
    }

    /** The bell: BEL. */
    public static final String BELL = "\u0007";

    /** The most characters of what was said that a notification shows. */
    static final int MOST_CHARACTERS = 200;

    private static final char ESC = 0x1b;
    private static final String ST = ESC + "\\";
    private static final String OSC = ESC + "]";

    private final Optional<Way> known;
    private final boolean tmux;

    /** @param environment the environment variables by name */
    public Notices(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        tmux = environment.containsKey("TMUX");
        // Inside a multiplexer, the variables of the terminal around it may be those of another one.
        boolean inside = tmux || term.startsWith("screen") || term.startsWith("tmux");
        known = inside ? Optional.empty() : known(term, environment);
    }

    private static Optional<Way> known(String term, Map<String, String> environment) {
        if (environment.containsKey("KITTY_WINDOW_ID") || term.startsWith("xterm-kitty")) {
            return Optional.of(Way.OSC99);
        }
        if (term.startsWith("foot") || term.startsWith("rxvt-unicode")) {
            return Optional.of(Way.OSC777);
        }
        return switch (environment.getOrDefault("TERM_PROGRAM", "").toLowerCase(Locale.ROOT)) {
            case "iterm.app", "wezterm", "ghostty" -> Optional.of(Way.OSC9);
            default -> Optional.empty();
        };
    }

    /** Returns the way that this terminal is known to take. */
    public Optional<Way> known() {
        return known;
    }

    /** Returns the sequence that shows a notification. */
    public String sequence(Way way, Alert alert) {
        String from = cut(alert.from());
        String text = cut(alert.text());
        String sequence = switch (way) {
            // The name goes first: a text that begins with a number and a semicolon is a command to some.
            case OSC9 -> OSC + "9;" + from + ": " + text + ST;
            case OSC99 ->
                OSC + "99;i=hobnob:d=0:e=1;" + base64(from) + ST + OSC + "99;i=hobnob:p=body:e=1;" + base64(text) + ST;
            case OSC777 -> OSC + "777;notify;" + from.replace(';', ',') + ";" + text + ST;
        };
        return tmux ? throughTmux(sequence) : sequence;
    }

    /** tmux passes on what is wrapped so, if its option allow-passthrough is on. */
    private static String throughTmux(String sequence) {
        return ESC + "Ptmux;" + sequence.replace(String.valueOf(ESC), String.valueOf(ESC) + ESC) + ST;
    }

    /** Returns the text without anything that could end the sequence, and not longer than a notification shows. */
    static String cut(String text) {
        String safe = SafeText.of(text);
        int end = safe.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, safe.codePointCount(0, safe.length())));
        return end == safe.length() ? safe : safe.substring(0, end) + "…";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
