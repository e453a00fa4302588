package org.hobnob.peer.console.screen;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the console may write to a terminal.
 *
 * @param color whether to use colours and styles
 * @param links whether to mark links as such (OSC 8)
 * @param names whether the names of users have colours of their own, from a palette of 256
 */
public record Appearance(boolean color, boolean links, boolean names) {
    private static final Set<String> PROGRAMS_WITH_LINKS =
            Set.of("iterm.app", "wezterm", "vscode", "ghostty", "hyper", "tabby", "rio");
    private static final Set<String> VARIABLES_OF_LINKS =
            Set.of("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM");
    private static final Set<String> TERMS_WITH_COLORS =
            Set.of("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "rio");
    private static final int VTE_WITH_LINKS = 5_000;

    /** Names without colours of their own. */
    public Appearance(boolean color, boolean links) {
        this(color, links, false);
    }

    /** When to use colours. */
    public enum Color {
        AUTO,
        ALWAYS,
        NEVER;

        /** Parses a choice; returns empty if the word is not one. */
        public static Optional<Color> of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "auto" -> Optional.of(AUTO);
                case "always" -> Optional.of(ALWAYS);
                case "never" -> Optional.of(NEVER);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Returns the appearance that suits the environment. Without an explicit choice, colours are used unless {@code
     * NO_COLOR} is set (no-color.org). Links are marked if the terminal is known to support them.
     */
    public static Appearance of(Color choice, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean color = choice == Color.ALWAYS || choice == Color.AUTO && !refused;
        return new Appearance(color, color && knowsLinks(environment), color && hasManyColors(environment));
    }

    /** Returns the appearance without colours for names. */
    public Appearance withoutNames() {
        return new Appearance(color, links, false);
    }

    private static boolean hasManyColors(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        String more = environment.getOrDefault("COLORTERM", "");
        return more.equals("truecolor")
                || more.equals("24bit")
                || term.contains("256color")
                || term.contains("direct")
                || TERMS_WITH_COLORS.stream().anyMatch(term::startsWith);
    }

    /** Returns whether {@code TERM} says that the terminal cannot move the cursor. */
    public static boolean isDumb(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb");
    }

    private static boolean knowsLinks(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        if (term.startsWith("screen") || term.startsWith("tmux")) {
            return false;
        }
        String vte = environment.getOrDefault("VTE_VERSION", "");
        return PROGRAMS_WITH_LINKS.contains(
                        environment.getOrDefault("TERM_PROGRAM", "").toLowerCase(Locale.ROOT))
                || environment.keySet().stream().anyMatch(VARIABLES_OF_LINKS::contains)
                || term.startsWith("foot")
                || term.startsWith("xterm-kitty")
                || vte.matches("[0-9]{1,6}") && Integer.parseInt(vte) >= VTE_WITH_LINKS;
    }
}
