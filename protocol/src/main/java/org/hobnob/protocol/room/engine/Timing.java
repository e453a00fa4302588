package org.hobnob.protocol.room.engine;

/** The times of a room's engine (SPEC 8.8), in milliseconds. */
public final class Timing {
    /** How long after data, without more of it, the last number is announced; doubles while somebody lacks something. */
    public static final long ANNOUNCE_MS = 20;
    /** The longest wait between two announcements. */
    public static final long ANNOUNCE_MAX_MS = 5_000;
    /** How often a status is sent when nothing happens. */
    public static final long HEARTBEAT_MS = 15_000;
    /** The least time between two acknowledgements. */
    public static final long STATUS_GAP_MS = 100;
    /** The room's turn, for each member there is: a full room must not drown in acknowledgements. */
    public static final long TURN_PER_MEMBER_MS = 20;
    /** The room's turn takes no longer: who speaks waits for all. */
    public static final long TURN_MS = 1_000;
    /** It takes longer in a room of so many that this for each member is more. */
    public static final long TURN_PER_MEMBER_OF_CROWD_MS = 10;
    /** Up to how long a newcomer waits for a status. */
    public static final long GREET_MS = 250;
    /** The least wait before a repair is asked for. */
    public static final long NAK_MIN_MS = 3;
    /** The longest wait before a repair is first asked for. */
    public static final long NAK_MAX_MS = 10;
    /** The wait before it is asked for again; doubles when all have been asked. */
    public static final long NAK_REPEAT_MS = 20;
    /** The longest wait before asking again. */
    public static final long NAK_REPEAT_MAX_MS = 1_000;
    /** How long a holder may take to answer over its line. */
    public static final long REPAIR_ANSWER_MS = 5_000;
    /** How long what others claim of a stream's end is not believed: the stream itself may be on its way. */
    public static final long CLAIM_MS = 500;
    /** How long a gap may hold up a stream. */
    public static final long GIVE_UP_MS = 30_000;
    /** How long the last words of a member who left are waited for. */
    public static final long LINGER_MS = 5_000;
    /** The least time between two sendings of one datagram to the group. */
    public static final long RESEND_HOLD_MS = 10;
    /** A member who owes an acknowledgement for so long is served over its line. */
    public static final long STALL_MS = 3_000;
    /** The wait before what was pushed over a line is pushed again; doubles. */
    public static final long PUSH_REPEAT_MS = 500;
    /** The longest such wait. */
    public static final long PUSH_REPEAT_MAX_MS = 10_000;
    /** The wait before keys are asked for again; doubles. */
    public static final long KEY_REPEAT_MS = 300;
    /** The longest such wait. */
    public static final long KEY_REPEAT_MAX_MS = 10_000;

    /** The wait before a roster that is in doubt is asked for, and up to as much more: the notice may be on its way. */
    public static final long ROSTER_ASK_MS = 1_000;
    /** The least wait before it is asked for again, where nothing was new; doubles. */
    public static final long ROSTER_REPEAT_MS = 5_000;
    /** The longest such wait. */
    public static final long ROSTER_REPEAT_MAX_MS = 60_000;

    private Timing() {}

    /** How long it takes until each member of a room has had its turn to acknowledge something. */
    static long turnMs(int members) {
        return Math.max(
                Math.min(TURN_PER_MEMBER_MS * members, TURN_MS), TURN_PER_MEMBER_OF_CROWD_MS * Math.max(1, members));
    }
}
