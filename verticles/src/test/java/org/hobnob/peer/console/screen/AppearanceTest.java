package org.hobnob.peer.console.screen;

import static org.hobnob.peer.console.screen.Appearance.Color.ALWAYS;
import static org.hobnob.peer.console.screen.Appearance.Color.AUTO;
import static org.hobnob.peer.console.screen.Appearance.Color.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppearanceTest {
    private static final Map<String, String> KITTY = Map.of("TERM", "xterm-kitty");

    @Test
    void noColorIsObeyedUnlessTheFlagSaysOtherwise() {
        assertTrue(Appearance.of(AUTO, Map.of()).color());
        assertTrue(Appearance.of(AUTO, Map.of("NO_COLOR", "")).color());
        assertFalse(Appearance.of(AUTO, Map.of("NO_COLOR", "1")).color());
        assertTrue(Appearance.of(ALWAYS, Map.of("NO_COLOR", "1")).color());
        assertFalse(Appearance.of(NEVER, KITTY).color());
    }

    @Test
    void linksAreForTerminalsThatKnowThem() {
        assertTrue(Appearance.of(AUTO, KITTY).links());
        assertTrue(Appearance.of(AUTO, Map.of("TERM", "xterm", "VTE_VERSION", "7003"))
                .links());
        assertFalse(Appearance.of(AUTO, Map.of("TERM", "xterm", "VTE_VERSION", "4999"))
                .links());
        assertFalse(Appearance.of(AUTO, Map.of("TERM", "xterm")).links());
        assertFalse(Appearance.of(AUTO, Map.of("TERM", "screen", "VTE_VERSION", "7003"))
                .links());
        assertFalse(Appearance.of(NEVER, KITTY).links());
    }

    @Test
    void aTerminalThatSaysNothingIsDumb() {
        assertTrue(Appearance.isDumb(Map.of()));
        assertTrue(Appearance.isDumb(Map.of("TERM", "dumb")));
        assertFalse(Appearance.isDumb(KITTY));
    }

    @Test
    void theFlagKnowsThreeWords() {
        assertEquals(Optional.of(ALWAYS), Appearance.Color.of("Always"));
        assertEquals(Optional.empty(), Appearance.Color.of("yes"));
    }
}
