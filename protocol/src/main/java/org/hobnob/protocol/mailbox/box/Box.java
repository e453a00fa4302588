package org.hobnob.protocol.mailbox.box;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * What is known of one user's mailbox: which letters are in it, and which tokens are allowed. The letters themselves are
 * elsewhere. Immutable; each change gives the next version.
 *
 * @param letters in the order in which they were put
 * @param version counts the changes; 0 for a mailbox that was never used
 */
public record Box(UserName user, List<Entry> letters, List<Allowed> tokens, long version) {
    /**
     * A letter.
     *
     * @param at when it was put, in milliseconds since 1970
     * @param token the hash of the token against whose quota it counts; empty for a stranger's
     * @param putter of a stranger's, what tells putters apart, 32 hex digits; empty where an earlier version took it
     */
    public record Entry(MessageId id, long at, int bytes, Optional<String> token, Optional<String> putter) {}

    /**
     * A letter that is to be put.
     *
     * @param bytes how many it has
     * @param token the hash of the token that it is put with
     * @param putter what tells putters apart, 32 hex digits
     */
    public record Put(MessageId id, int bytes, Optional<String> token, String putter) {}

    /**
     * A token that contacts may use.
     *
     * @param hash 32 hex digits
     * @param quota the most letters with it, at least 1
     */
    public record Allowed(String hash, int quota) {}

    private static final int PUTTER_BYTES = 16;

    public Box {
        letters = List.copyOf(letters);
        tokens = List.copyOf(tokens);
    }

    /** Returns what tells putters apart: the same putter has another one in each mailbox. */
    public static String putter(UserName owner, UserName putter) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((owner.folded() + " " + putter.folded()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, PUTTER_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the mailbox of a user who has not used it yet. */
    public static Box empty(UserName user) {
        return new Box(user, List.of(), List.of(), 0);
    }

    private Box next(List<Entry> newLetters, List<Allowed> newTokens) {
        return new Box(user, newLetters, newTokens, version + 1);
    }

    /**
     * Returns the mailbox with one letter more.
     *
     * @throws RefusalException with {@link Reason#MAILBOX_FULL} if there is no place for it
     */
    public Box put(Put letter, BoxLimits limits, long nowMs) {
        List<Entry> kept = new ArrayList<>(present(limits, nowMs));
        Optional<Allowed> token = tokens.stream()
                .filter(one -> letter.token().filter(one.hash()::equals).isPresent())
                .findFirst();
        Optional<String> counted = token.map(Allowed::hash);
        int quota = token.map(Allowed::quota).orElse(BoxLimits.STRANGERS);
        List<Entry> used = kept.stream().filter(entry -> isOf(entry, counted)).toList();
        boolean isSecondOfAStranger = counted.isEmpty()
                && used.stream().anyMatch(entry -> entry.putter().equals(Optional.of(letter.putter())));
        long size = kept.stream().mapToLong(Entry::bytes).sum();
        if (used.size() >= quota
                || isSecondOfAStranger
                || kept.size() >= limits.letters()
                || size + letter.bytes() > limits.bytes()) {
            throw new RefusalException(Reason.MAILBOX_FULL);
        }
        kept.add(new Entry(
                letter.id(),
                nowMs,
                letter.bytes(),
                counted,
                counted.isEmpty() ? Optional.of(letter.putter()) : Optional.empty()));
        return next(kept, tokens);
    }

    /** A letter whose token was revoked since counts as a stranger's. */
    private boolean isOf(Entry entry, Optional<String> counted) {
        Optional<String> valid = entry.token()
                .filter(hash -> tokens.stream().anyMatch(one -> one.hash().equals(hash)));
        return valid.equals(counted);
    }

    /** Returns the letters that have not expired, in order. */
    public List<Entry> present(BoxLimits limits, long nowMs) {
        return letters.stream()
                .filter(entry -> nowMs - entry.at() < limits.lifeMs())
                .toList();
    }

    /** Returns the mailbox without these letters. */
    public Box without(Set<MessageId> ids) {
        return next(letters.stream().filter(entry -> !ids.contains(entry.id())).toList(), tokens);
    }

    /**
     * Returns the mailbox with this quota of the token.
     *
     * @param quota 0 revokes the token
     * @throws RefusalException with {@link Reason#MAILBOX_FULL} if there are too many tokens
     */
    public Box allow(String hash, int quota) {
        Stream<Allowed> others = tokens.stream().filter(one -> !one.hash().equals(hash));
        List<Allowed> all = (quota == 0 ? others : Stream.concat(others, Stream.of(new Allowed(hash, quota)))).toList();
        if (all.size() > BoxLimits.TOKENS) {
            throw new RefusalException(Reason.MAILBOX_FULL);
        }
        return next(letters, all);
    }
}
