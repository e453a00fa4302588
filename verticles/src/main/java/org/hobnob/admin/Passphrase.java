package org.hobnob.admin;

import java.util.random.RandomGenerator;

/**
 * Passwords that people can read from a card and type: syllables of a consonant and a vowel, in groups, such as {@code
 * kelo-ramu-tibo-79}. Letters that look or sound alike are left out.
 */
public final class Passphrase {
    private static final String CONSONANTS = "bdfghjkmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int GROUPS = 3;
    private static final int SYLLABLES = 2;

    private Passphrase() {}

    /** Returns a password of 43 random bits: enough against guessing at the registry, which slows guesses down. */
    public static String random(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            for (int syllable = 0; syllable < SYLLABLES; syllable++) {
                text.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
                text.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            }
            text.append('-');
        }
        return text.append(2 + random.nextInt(8)).append(2 + random.nextInt(8)).toString();
    }
}
