package org.hobnob.registry.rules.presence;

/**
 * How far a registry has come with its news of who came and went.
 *
 * @param number of the latest one; they count from 1 without a gap, in the order in which the registry saw them become true
 * @param taken how many of them, that one included, may have ended a session of another registry
 */
public record NewsCount(long number, long taken) {
    /** Of a registry that has told nothing. */
    public static final NewsCount NONE = new NewsCount(0, 0);

    /** @param takes whether the next one may end a session of another registry */
    public NewsCount next(boolean takes) {
        return new NewsCount(number + 1, takes ? taken + 1 : taken);
    }
}
