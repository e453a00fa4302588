package org.hobnob.protocol.mailbox.keeper;

/**
 * How much the keeper's user gives each friend.
 *
 * @param bytes the most bytes of letters in a friend's mailbox, at least 1
 * @param lifeMs how long a letter is kept, in milliseconds, at least 1
 */
public record KeeperBounds(long bytes, long lifeMs) {
    /** @throws IllegalArgumentException if a bound is below 1 */
    public KeeperBounds {
        if (bytes < 1 || lifeMs < 1) {
            throw new IllegalArgumentException("the bounds of a keeper must be at least 1");
        }
    }
}
