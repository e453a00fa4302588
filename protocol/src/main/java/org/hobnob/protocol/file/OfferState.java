package org.hobnob.protocol.file;

import java.util.Locale;

/** How far the offer of a file is. */
public enum OfferState {
    /** One's own: the recipient's program has not been told yet. */
    WAITING,
    /** The recipient is to decide, or, of one's own, may fetch it. */
    OFFERED,
    /** Another's: accepted; fetched as soon as that is possible. */
    ACCEPTED,
    /** Another's: accepted and stopped by a fault of this machine, until the user accepts it again. */
    STOPPED,
    /** Over: the sender took it back. */
    WITHDRAWN,
    /** Over: the recipient does not want it. */
    REFUSED,
    /** Over: the recipient had accepted it and gave it up. */
    CANCELLED,
    /** Over: the recipient has it, whole. */
    DONE,
    /** Over: it could not be handed over. */
    FAILED;

    /** Returns whether nothing can follow. */
    public boolean isOver() {
        return compareTo(WITHDRAWN) >= 0;
    }

    /** Returns whether the user can accept another's offer that is as far as this. */
    boolean mayBeAccepted() {
        return this == OFFERED || this == STOPPED;
    }

    /** Returns the word used in stored records and for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
