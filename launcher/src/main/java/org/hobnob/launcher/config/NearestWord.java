package org.hobnob.launcher.config;

import java.util.Comparator;
import java.util.stream.Stream;

/** Finds what somebody meant who mistyped a word. */
final class NearestWord {
    private NearestWord() {}

    /**
     * The candidate with the fewest letters to insert, drop or replace (Levenshtein).
     *
     * @param candidates at least one
     */
    static String of(String word, Stream<String> candidates) {
        return candidates
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElseThrow();
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column - 1], row[column]));
            }
        }
        return row[to.length()];
    }
}
