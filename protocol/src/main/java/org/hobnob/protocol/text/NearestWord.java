package org.hobnob.protocol.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the word that a person who mistyped it meant. */
public final class NearestWord {
    private static final int LONGEST_WORD = 32;

    private NearestWord() {}

    /**
     * Returns the first candidate that starts with the word, or else the nearest one, if at most about a third of the
     * word's letters (at least one) would have to change. Swapping two neighbouring letters is one change, even if
     * letters are missing between them: {@code wihs} is {@code whois} with two changes. Of equally near candidates the
     * one that has more of the word's letters is returned.
     *
     * @param word as typed, not null; nothing is found for an empty word or one of more than {@value #LONGEST_WORD}
     *     characters
     * @param candidates the possible words, in the same case as the word
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        Optional<String> longer =
                candidates.stream().filter(one -> one.startsWith(word)).findFirst();
        int most = (word.length() + 2) / 3;
        return longer.or(() -> candidates.stream()
                .filter(one -> distance(word, one) <= most)
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparingLong(one -> -shared(word, one))));
    }

    private static long shared(String word, String other) {
        return word.chars().filter(letter -> other.indexOf(letter) >= 0).count();
    }

    /** Returns how many letters to insert, delete, replace or swap (Damerau and Levenshtein). */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        Map<Character, Integer> lastRow = new HashMap<>();
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            cost[i][0] = i;
            int lastColumn = 0;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int swapRow = lastRow.getOrDefault(to.charAt(j - 1), 0);
                int swapped = swapRow == 0 || lastColumn == 0
                        ? Integer.MAX_VALUE
                        : cost[swapRow - 1][lastColumn - 1] + (i - swapRow - 1) + 1 + (j - lastColumn - 1);
                int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
                cost[i][j] = Math.min(Math.min(replaced, swapped), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                lastColumn = same ? j : lastColumn;
            }
            lastRow.put(from.charAt(i - 1), i);
        }
        return cost[from.length()][to.length()];
    }
}
