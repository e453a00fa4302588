package org.hobnob.peer.console.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameColorsTest {
    private static final int[] LEVELS = {0, 95, 135, 175, 215, 255};
    private static final double LEAST_CONTRAST = 3;

    /** The relative luminance of one of the 216 colours of the cube (WCAG 2.1). */
    private static double luminance(int color) {
        int index = color - 16;
        assertTrue(index >= 0 && index < 216, "not of the cube: " + color);
        return 0.2126 * linear(LEVELS[index / 36])
                + 0.7152 * linear(LEVELS[index / 6 % 6])
                + 0.0722 * linear(LEVELS[index % 6]);
    }

    private static double linear(int level) {
        double part = level / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Test
    void everyColourCanBeReadOnBlackAndOnWhite() {
        for (int color : NameColors.ALL) {
            double onBlack = (luminance(color) + 0.05) / 0.05;
            double onWhite = 1.05 / (luminance(color) + 0.05);
            assertTrue(onBlack >= LEAST_CONTRAST && onWhite >= LEAST_CONTRAST, color + ": " + onBlack + ", " + onWhite);
        }
    }

    @Test
    void nameKeepsItsColour() {
        assertEquals(134, NameColors.of("amir"));
        assertEquals(134, NameColors.of("AMIR"));
        assertEquals(63, NameColors.of("omar"));
    }

    @Test
    void namesSpreadOverAllColours() {
        Set<Integer> used =
                IntStream.range(0, 500).mapToObj(i -> NameColors.of("user" + i)).collect(Collectors.toSet());
        assertEquals(Set.copyOf(NameColors.ALL), used);
        assertEquals(NameColors.ALL.size(), used.size());
    }
}
