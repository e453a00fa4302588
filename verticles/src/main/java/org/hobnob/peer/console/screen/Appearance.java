package org.hobnob.peer.console.screen;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a terminal is written to.
 *
 * @param color whether colours and styles are used
 * @param links whether links are marked as such (OSC 8)
 */
public record Appearance(boolean color, boolean links) {
    private static final Set<String> PROGRAMS_WITH_LINKS =
            Set.of("iterm.app", "wezterm", "vscode", "ghostty", "hyper", "tabby", "rio");
    private static final Set<String> VARIABLES_OF_LINKS =
            Set.of("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM");
    private static final int VTE_WITH_LINKS = 5_000;

    /** When colours are used. */
    public enum Color {
        AUTO,
        ALWAYS,
        NEVER;

        /** The choice that the word spells, or empty. */
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
     * What fits the environment: without a choice, colours unless {@code NO_COLOR} is set (no-color.org); links where the
     * terminal is known for them.
     */
    public static Appearance of(Color choice, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean color = choice == Color.ALWAYS || choice == Color.AUTO && !refused;
        return new Appearance(color, color && knowsLinks(environment));
    }

    /** Whether the terminal can move the cursor, as far as {@code TERM} tells. */
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
