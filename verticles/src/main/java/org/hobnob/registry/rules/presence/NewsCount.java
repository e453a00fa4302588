package org.hobnob.registry.rules.presence;

/**
 * How many presence news a registry has published.
 *
 * @param number the number of the latest news; they are numbered from 1 without gaps, in the order in which the registry
 *     saw the events
 * @param taken how many of them, the latest included, may have ended a session of another registry
 */
public record NewsCount(long number, long taken) {
    /** The count of a registry that has published nothing. */
    public static final NewsCount NONE = new NewsCount(0, 0);

    /**
     * Returns the count after one more.
     *
     * @param takes whether the next news may end a session of another registry
     */
    public NewsCount next(boolean takes) {
        return new NewsCount(number + 1, takes ? taken + 1 : taken);
    }
}
