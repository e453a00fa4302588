package org.hobnob.protocol.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that a person who mistyped it meant. */
public final class NearestWord {
    private static final int LONGEST_WORD = 32;

    private NearestWord() {}

    /**
     * Returns the first candidate that starts with the word, or else the nearest one, if at most a third of the
     * word's letters (at least one) would have to change. Swapping two neighbouring letters is one change.
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
        int most = Math.max(1, word.length() / 3);
        return longer.or(() -> candidates.stream()
                .filter(one -> distance(word, one) <= most)
                .min(Comparator.comparingInt(one -> distance(word, one))));
    }

    /** Returns how many letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        char last = from.charAt(i - 1);
        char other = to.charAt(j - 1);
        int least =
                Math.min(cost[i - 1][j - 1] + (last == other ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && last == to.charAt(j - 2) && from.charAt(i - 2) == other;
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
