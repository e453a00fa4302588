package org.hobnob.protocol.mailbox.box;

/**
 * The bounds of mailboxes.
 *
 * @param letters the most letters in one mailbox
 * @param bytes the most bytes of letters in one mailbox
 * @param lifeMs how long a letter is kept, in milliseconds
 * @param all the most letters in all mailboxes, as counted once a minute
 */
public record BoxLimits(int letters, long bytes, long lifeMs, int all) {
    /** How many letters of a mailbox may be without an allowed token. */
    public static final int STRANGERS = 4;
    /** The most tokens of a mailbox. */
    public static final int TOKENS = 512;
    /** The most one-time prekeys of a user. */
    public static final int ONE_TIME = 64;

    /** @throws IllegalArgumentException if a bound is below 1 */
    public BoxLimits {
        if (letters < 1 || bytes < 1 || lifeMs < 1 || all < 1) {
            throw new IllegalArgumentException("the bounds of mailboxes must be at least 1");
        }
    }
}
