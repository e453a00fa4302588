package org.hobnob.peer.history;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The numbers of the lines that have a word, ascending: in memory, and as differences of seven bits a byte. Not thread-safe. */
final class Postings {
    private static final int[] NONE = {};

    private int[] numbers = new int[2];
    private int size;

    /** Adds a number higher than all before it; one that was added last is not added again. */
    void add(int number) {
        if (size > 0 && numbers[size - 1] == number) {
            return;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }

    /** @param first what is taken off each number: none is lower */
    byte[] encode(int first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + 4);
        int before = first;
        for (int i = 0; i < size; i++) {
            int rest = numbers[i] - before;
            before = numbers[i];
            while ((rest & ~0x7f) != 0) {
                out.write(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote. Of damaged bytes it returns some numbers.
     *
     * @param bytes null for none
     */
    static int[] decode(byte[] bytes, int first) {
        if (bytes == null) {
            return NONE;
        }
        int[] numbers = new int[bytes.length];
        int size = 0;
        int before = first;
        int value = 0;
        int shift = 0;
        for (byte next : bytes) {
            value |= (next & 0x7f) << shift;
            shift += 7;
            if (next >= 0) {
                before += value;
                numbers[size++] = before;
                value = 0;
                shift = 0;
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    /** Returns the numbers that are in both, each in ascending order. */
    static int[] both(int[] some, int[] others) {
        int[] shared = new int[Math.min(some.length, others.length)];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < some.length && j < others.length) {
            if (some[i] == others[j]) {
                shared[size++] = some[i++];
                j++;
            } else if (some[i] < others[j]) {
                i++;
            } else {
                j++;
            }
        }
        return Arrays.copyOf(shared, size);
    }

    /** Returns the numbers that are in either, each in ascending order. */
    static int[] either(int[] some, int[] others) {
        if (some.length == 0 || others.length == 0) {
            return some.length == 0 ? others : some;
        }
        int[] all = new int[some.length + others.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < some.length || j < others.length) {
            int next = j == others.length || i < some.length && some[i] <= others[j] ? some[i] : others[j];
            i += i < some.length && some[i] == next ? 1 : 0;
            j += j < others.length && others[j] == next ? 1 : 0;
            all[size++] = next;
        }
        return Arrays.copyOf(all, size);
    }
}
