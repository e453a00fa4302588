package org.hobnob.protocol.handout;

import java.util.List;

/**
 * What a receiver says of its state (SPEC 17.3).
 *
 * @param highest the highest serial that it has heard, 0 if none
 * @param heard how many different serials it has heard
 * @param from the lowest block that it lacks something of; the number of blocks if it has everything
 * @param needs how many pieces each block from there on still needs, 0 to {@value Layout#MAX_BLOCK_PIECES}; at most
 *     {@value #MAX_NEEDS}
 */
public record Report(int highest, int heard, int from, List<Integer> needs) {
    /** The most needs in one report: they fit one line. */
    public static final int MAX_NEEDS = 4_096;

    /** @throws IllegalArgumentException if a value is out of range */
    public Report {
        needs = List.copyOf(needs);
        boolean isAnyAbove = needs.stream().anyMatch(need -> need < 0 || need > Layout.MAX_BLOCK_PIECES);
        if (highest < 0 || heard < 0 || from < 0 || needs.size() > MAX_NEEDS || isAnyAbove) {
            throw new IllegalArgumentException("not a valid report");
        }
    }

    /** Returns how many pieces this block still needs; 0 if the report does not tell. */
    int need(int block) {
        int at = block - from;
        return at < 0 || at >= needs.size() ? 0 : needs.get(at);
    }
}
