package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a program can do beyond the first state of version 1, as sorted words (SPEC 2.7). Words that this version does not
 * know are kept and mean nothing.
 *
 * @param words distinct words in ascending order, at most {@value #MAX_WORDS}; unmodifiable
 */
public record Capabilities(List<String> words) {
    /** The most words. */
    public static final int MAX_WORDS = 24;
    /** The most bytes of the text. */
    public static final int MAX_BYTES = 200;

    /** The registry takes proofs and digest 2 (SPEC 4.3). */
    public static final String PROOF = "proof";
    /** The registry changes passwords, lists logins and checks names (SPEC 4.10). */
    public static final String ACCOUNT = "account";
    /** The peer shows safety numbers of twelve groups (SPEC 12.1). */
    public static final String VERIFY2 = "verify2";
    /** The registry tells rooms' instances and the keys of places; the peer speaks version 2 of rooms (SPEC 4.4, 8). */
    public static final String ROOM2 = "room2";
    /** The registry lets hosts set topics and bans, and members invite (SPEC 4.11). */
    public static final String HOSTING = "hosting";
    /** The registry keeps members in standing rooms until they leave, and rooms have several hosts (SPEC 4.11). */
    public static final String STANDING = "standing";
    /** The peer shows what a message says besides its text (SPEC 7.2). */
    public static final String BODY = "body";
    /** The registry takes and tells what users say about being there (SPEC 4.12). */
    public static final String STATUS = "status";
    /** The registry keeps mailboxes (SPEC 14). */
    public static final String MAILBOX = "mailbox";
    /** The peer takes files (SPEC 16). */
    public static final String FILES = "files";
    /** The peer hands over what was said in rooms (SPEC 15). */
    public static final String HISTORY = "history";
    /** The peer takes part in hand-outs (SPEC 17). */
    public static final String HANDOUT = "handout";
    /** The peer runs on another machine than its user's, which can read what it shows (SPEC 2.7). */
    public static final String HOSTED = "hosted";
    /** The user's key was proved to the registry; only the registry says it. */
    public static final String PROVED = "proved";

    /** No capability. */
    public static final Capabilities NONE = new Capabilities(List.of());

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final String NO_WORDS = "-";
    private static final String SEPARATOR = ",";

    /** @throws IllegalArgumentException if a word is invalid, the words are not in order, or there are too many */
    public Capabilities {
        words = List.copyOf(words);
        if (!isValid(words)) {
            throw new IllegalArgumentException("not valid capabilities: " + words.size() + " words");
        }
    }

    /**
     * Returns the capabilities of these words, in any order.
     *
     * @throws IllegalArgumentException if a word is invalid or there are too many
     */
    public static Capabilities of(Collection<String> words) {
        return new Capabilities(List.copyOf(new TreeSet<>(words)));
    }

    /** Parses the text of {@link #toString}; empty if the text is null or not spelt exactly so. */
    public static Optional<Capabilities> of(String text) {
        if (text == null || text.length() > MAX_BYTES) {
            return Optional.empty();
        }
        List<String> words = text.equals(NO_WORDS) ? List.of() : List.of(text.split(SEPARATOR, -1));
        return isValid(words) ? Optional.of(new Capabilities(words)) : Optional.empty();
    }

    private static boolean isValid(List<String> words) {
        boolean inOrder = true;
        for (int at = 1; at < words.size(); at++) {
            inOrder &= words.get(at - 1).compareTo(words.get(at)) < 0;
        }
        return inOrder
                && words.size() <= MAX_WORDS
                && words.stream().allMatch(word -> WORD.matcher(word).matches())
                && String.join(SEPARATOR, words).getBytes(StandardCharsets.US_ASCII).length <= MAX_BYTES;
    }

    /** Returns whether the word is among them. */
    public boolean has(String word) {
        return words.contains(word);
    }

    /**
     * Returns the same words and this one. Where that would exceed a limit, the last words that fit with it are kept out,
     * so that what a peer says never displaces what the registry adds.
     */
    public Capabilities with(String word) {
        TreeSet<String> more = new TreeSet<>(words);
        more.remove(word);
        while (more.size() >= MAX_WORDS || String.join(SEPARATOR, more).length() + 1 + word.length() > MAX_BYTES) {
            more.pollLast();
        }
        more.add(word);
        return of(more);
    }

    /** Returns the same words without this one. */
    public Capabilities without(String word) {
        return new Capabilities(
                words.stream().filter(each -> !each.equals(word)).toList());
    }

    /** Returns the words joined by commas, {@code -} for none. */
    @Override
    public String toString() {
        return words.isEmpty() ? NO_WORDS : String.join(SEPARATOR, words);
    }
}
