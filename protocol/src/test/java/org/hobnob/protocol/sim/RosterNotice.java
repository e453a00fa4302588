package org.hobnob.protocol.sim;

import org.hobnob.protocol.message.value.UserName;

/**
 * What the registry tells of a room unasked.
 *
 * @param what happened
 * @param user to whom
 * @param roster as it was just behind that, which may have changed further since
 */
public record RosterNotice(What what, UserName user, RosterView roster) {
    /** What happens to a place. */
    public enum What {
        /** A user took a place. */
        JOINED,
        /** A member gave the place up, or lost it by absence. */
        LEFT,
        /** A member was sent away. */
        KICKED,
        /** A member has another key. */
        KEY_CHANGED,
        /** A member's connection to the registry dropped; the roster's version stays. */
        ABSENT,
        /** An absent member is back; the roster's version stays. */
        BACK
    }
}
