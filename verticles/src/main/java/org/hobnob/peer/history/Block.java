package org.hobnob.peer.history;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hobnob.peer.history.Query.Term;

/** The index of some lines in a row, in memory until it is written as a whole. Not thread-safe. */
final class Block {
    /** When a block is written: the lines that are said bit by bit. */
    static final Size GROWING = new Size(4_096, 100_000);

    /** When a block is written: the lines of a whole segment, which is written anew. */
    static final Size WHOLE = new Size(32_768, 1_000_000);

    /**
     * How much one block takes.
     *
     * @param lines the most lines
     * @param postings the most places of words in all lines together, which bounds the memory
     */
    record Size(int lines, int postings) {}

    private final int first;
    private final TreeMap<String, Postings> words = new TreeMap<>();
    private int past;
    private int postings;

    /** @param first no line of the block has a lower number */
    Block(int first) {
        this.first = first;
        past = first;
    }

    /** @param number higher than those before */
    void add(int number, Line line) {
        put(Query.name(line.talk()), number);
        for (String word : Words.of(line.text())) {
            put(word, number);
        }
        past = number + 1;
    }

    private void put(String word, int number) {
        words.computeIfAbsent(word, seen -> new Postings()).add(number);
        postings++;
    }

    int first() {
        return first;
    }

    /** Returns the number behind the last line's. */
    int past() {
        return past;
    }

    boolean isFull(Size size) {
        return past - first >= size.lines() || postings >= size.postings();
    }

    /** Returns the words and where they are, in their order. */
    Map<String, Postings> words() {
        return words;
    }

    /** Returns the numbers of the lines with the term, ascending. */
    int[] numbers(Term term) {
        int[] all = at(term.word());
        if (term.prefix()) {
            SortedMap<String, Postings> longer = words.subMap(term.word(), term.word() + Character.MAX_VALUE);
            int left = SegmentIndex.MOST_OF_PREFIX;
            for (Map.Entry<String, Postings> one : longer.entrySet()) {
                if (left-- == 0) {
                    break;
                }
                all = Postings.either(all, one.getValue().toArray());
            }
        }
        return all;
    }

    private int[] at(String word) {
        Postings found = words.get(word);
        return found == null ? new int[0] : found.toArray();
    }
}
