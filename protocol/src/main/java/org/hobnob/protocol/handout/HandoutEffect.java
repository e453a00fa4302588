package org.hobnob.protocol.handout;

import org.hobnob.protocol.message.value.UserName;

/** What a sender of a hand-out wants done, in order. */
public sealed interface HandoutEffect {
    /**
     * Send a piece to the group.
     *
     * @param serial the number that it gets, and no other
     * @param block its block
     * @param number its number in the block
     */
    record Emit(int serial, int block, int number) implements HandoutEffect {}

    /**
     * Ask a receiver for a report.
     *
     * @param needs how many needs it should tell
     */
    record Ask(UserName receiver, int needs) implements HandoutEffect {}

    /** Tell a receiver to fetch over a connection what it lacks; it is not asked again. */
    record Release(UserName receiver, Why why) implements HandoutEffect {}

    /** All is sent that is going to be; every receiver has been released. */
    record Finish() implements HandoutEffect {}

    /** Why a receiver takes part no more. */
    enum Why {
        /** It has everything. */
        COMPLETE,
        /** The hand-out is over; the rest is for connections. */
        OVER,
        /** It has heard nothing. */
        DEAF,
        /** It did not answer. */
        SILENT,
        /** It cannot keep up with the others, or alone causes too many repairs. */
        SLOW,
        /** Its report contradicts what was sent or what it said before. */
        CONTRADICTION
    }
}
