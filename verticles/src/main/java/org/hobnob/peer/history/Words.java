package org.hobnob.peer.history;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text, as they are searched: runs of letters and digits, in lower case and without accents. Scripts that put no
 * blanks between words are searched by single characters.
 */
final class Words {
    /** The most different words of one text; more are not found. */
    static final int MOST = 400;

    /** How much of a word counts, in characters. */
    static final int LONGEST = 32;

    private Words() {}

    /** Returns the different words of a text, in their order. */
    static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : inOrder(text)) {
            if (words.size() == MOST) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    private static List<String> inOrder(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded(text).codePoints().forEach(point -> {
            if (standsAlone(point)) {
                end(word, words);
                words.add(Character.toString(point));
            } else if (Character.isLetterOrDigit(point)) {
                if (word.length() < LONGEST) {
                    word.appendCodePoint(point);
                }
            } else if (!isMark(point)) {
                end(word, words);
            }
        });
        end(word, words);
        return words;
    }

    private static String folded(String text) {
        boolean plain = text.chars().allMatch(c -> c < 0x80);
        // By way of capitals, a sharp s becomes two, and letters that differ in capitals alone become one.
        String lower = plain
                ? text.toLowerCase(Locale.ROOT)
                : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        // A capital sharp s, say, has a lower case only once it is taken apart.
        return plain ? lower : Normalizer.normalize(lower, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT;
    }

    private static boolean standsAlone(int point) {
        if (point < 0x2e80) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
