package org.hobnob.peer.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which lines are looked for: those that have all of the terms.
 *
 * @param terms at least one
 */
record Query(List<Term> terms) {
    /**
     * A word of the index, or the beginning of one.
     *
     * @param word folded
     */
    record Term(String word, boolean prefix) {}

    /** The most words that are looked for; those after them do not count. */
    private static final int MOST = 16;

    /** Before names in the index that are no words; no word begins so. */
    private static final String NAME = "\u0001";

    Query {
        terms = List.copyOf(terms);
    }

    /** Returns what stands in the index for the conversation that a line belongs to. */
    static String name(Talk talk) {
        return NAME + talk.key();
    }

    /** All lines of a conversation. */
    static Query of(Talk talk) {
        return new Query(List.of(new Term(name(talk), false)));
    }

    /**
     * Reads what somebody looks for: words, of which those before a {@code *} may go on.
     *
     * @return empty if there is no word in it
     */
    static Optional<Query> of(String typed) {
        List<Term> terms = new ArrayList<>();
        for (String part : typed.strip().split("\\s+")) {
            List<String> words = List.copyOf(Words.of(part));
            for (int i = 0; i < words.size() && terms.size() < MOST; i++) {
                terms.add(new Term(words.get(i), part.endsWith("*") && i == words.size() - 1));
            }
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Query(terms));
    }

    /** Returns the query for what is said in that conversation only. */
    Query in(Talk talk) {
        List<Term> all = new ArrayList<>(terms);
        all.add(new Term(name(talk), false));
        return new Query(all);
    }
}
