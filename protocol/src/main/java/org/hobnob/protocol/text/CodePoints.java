package org.hobnob.protocol.text;

import java.util.Arrays;

/** A set of code points, stored as ranges. */
final class CodePoints {
    private final int[] firsts;
    private final int[] lasts;

    private CodePoints(int[] firsts, int[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
    }

    /** @param ranges {@code first} or {@code first-last} in hex, sorted, not overlapping, separated by whitespace */
    static CodePoints of(String ranges) {
        String[] words = ranges.strip().split("\\s+");
        int[] firsts = new int[words.length];
        int[] lasts = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            String[] ends = words[i].split("-");
            firsts[i] = Integer.parseInt(ends[0], 16);
            lasts[i] = Integer.parseInt(ends[ends.length - 1], 16);
        }
        return new CodePoints(firsts, lasts);
    }

    boolean contains(int codePoint) {
        int found = Arrays.binarySearch(firsts, codePoint);
        int range = found >= 0 ? found : -found - 2;
        return range >= 0 && codePoint <= lasts[range];
    }
}
