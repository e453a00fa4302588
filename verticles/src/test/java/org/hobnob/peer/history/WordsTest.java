package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Words of texts and where they are. */
class WordsTest {
    private static List<String> words(String text) {
        return List.copyOf(Words.of(text));
    }

    @Test
    void wordsAreRunsOfLettersAndDigitsWithoutCaseAndAccents() {
        assertEquals(List.of("the", "cafe", "at", "x86", "64"), words("The CAFÉ at x86_64, the café"));
        assertEquals(List.of("strasse", "ιωαννησ"), words("Straße \u0399\u03c9\u03ac\u03bd\u03bd\u03b7\u03c2"));
        assertEquals(List.of("cafe"), words("cafe\u0301"));
        assertEquals(List.of(), words(" -- \u0001 \u200b !"));
    }

    @Test
    void chineseAndJapaneseAreFoundByCharacter() {
        assertEquals(List.of("打", "印", "机", "usb"), words("打印机usb"));
    }

    @Test
    void longTextsAndWordsAreBounded() {
        assertEquals(List.of("y".repeat(Words.LONGEST)), words("y".repeat(3_500)));
        String many = IntStream.range(0, 1_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertEquals(Words.MOST, words(many).size());
    }

    @Test
    void postingsAreReadAsTheyWereWritten() {
        Random random = new Random(3);
        TreeSet<Integer> all = new TreeSet<>();
        Postings postings = new Postings();
        for (int i = 0, number = 500; i < 300; i++, number += 1 + random.nextInt(1 << random.nextInt(18))) {
            all.add(number);
            postings.add(number);
            postings.add(number);
        }
        int[] numbers = all.stream().mapToInt(i -> i).toArray();
        assertArrayEquals(numbers, Postings.decode(postings.encode(500), 500));
        assertArrayEquals(new int[] {500}, Postings.both(numbers, new int[] {1, 500, 501}));
        assertTrue(Postings.either(numbers, new int[] {1, 500}).length == numbers.length + 1);
    }
}
