package org.hobnob.peer.console.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a word. */
public final class EditDistance {
    private static final int LONGEST_WORD = 32;

    private EditDistance() {}

    /** The candidate that the word begins or that begins with it, else the nearest that is near enough to be meant. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        Optional<String> longer =
                candidates.stream().filter(one -> one.startsWith(word)).findFirst();
        int most = Math.max(1, word.length() / 3);
        return longer.or(() -> candidates.stream()
                .filter(one -> between(word, one) <= most)
                .min(Comparator.comparingInt(one -> between(word, one))));
    }

    /** How many letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
    static int between(String from, String to) {
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
