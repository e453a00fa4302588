package org.hobnob.peer.console.screen;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A colour for each name, the same one always and everywhere, from the 256-colour palette (xterm's; its first 16 are
 * left out, because users change them). Each of them has a contrast of at least 3 to 1 (WCAG 2.1, 1.4.11) on black and
 * on white. None is a pure red, which means an error here. Pure.
 */
public final class NameColors {
    static final List<Integer> ALL = List.of(
            130, 131, 137, 136, 100, 64, 28, 29, 30, 31, 32, 33, 26, 63, 99, 97, 129, 134, 133, 164, 163, 169, 132);

    private NameColors() {}

    /** Returns the name's colour, a number of the 256-colour palette. Names count without regard to case. */
    public static int of(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return ALL.get((int) (sum.getValue() % ALL.size()));
    }
}
