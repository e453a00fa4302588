package org.hobnob.protocol.room.engine;

/** The times of a room's engine (SPEC 8.9), in milliseconds. */
public final class Timing {
    /**
     * The delay between the last data and the announcement of the last number; doubles while a member lacks
     * something.
     */
    public static final long ANNOUNCE_MS = 20;
    /** The longest delay between two announcements. */
    public static final long ANNOUNCE_MAX_MS = 5_000;
    /** The interval of status messages when nothing happens. */
    public static final long HEARTBEAT_MS = 15_000;
    /** The shortest time between two acknowledgements. */
    public static final long STATUS_GAP_MS = 100;
    /** The length of one round of acknowledgements, per member, so that a large room is not flooded. */
    public static final long TURN_PER_MEMBER_MS = 20;
    /** The longest such round, because the sender waits for all members. */
    public static final long TURN_MS = 1_000;
    /** In rooms with very many members a round takes at least this long per member. */
    public static final long TURN_PER_MEMBER_OF_CROWD_MS = 10;
    /** The longest time that a new member waits for a status. */
    public static final long GREET_MS = 250;
    /** The shortest delay before a repair is requested. */
    public static final long NAK_MIN_MS = 3;
    /** The longest delay before the first repair request. */
    public static final long NAK_MAX_MS = 10;
    /** The delay before a repeated repair request; doubles when all holders have been asked. */
    public static final long NAK_REPEAT_MS = 20;
    /** The longest delay before a repeated repair request. */
    public static final long NAK_REPEAT_MAX_MS = 1_000;
    /** How long a holder may take to answer a repair request over its connection. */
    public static final long REPAIR_ANSWER_MS = 5_000;
    /**
     * How long other members' reports of a stream's end are not believed, because the datagrams may still be on
     * their way.
     */
    public static final long CLAIM_MS = 500;
    /** How long a gap may block a stream. */
    public static final long GIVE_UP_MS = 30_000;
    /** How long to wait for the last messages of a member that has left. */
    public static final long LINGER_MS = 5_000;
    /** The shortest time between two repairs of the same datagram to the group. */
    public static final long RESEND_HOLD_MS = 10;
    /** A member whose acknowledgement is overdue by this much is served over its connection. */
    public static final long STALL_MS = 3_000;
    /** The delay before a push over a connection is repeated; doubles. */
    public static final long PUSH_REPEAT_MS = 500;
    /** The longest delay before a repeated push. */
    public static final long PUSH_REPEAT_MAX_MS = 10_000;
    /** The delay before keys are requested again; doubles. */
    public static final long KEY_REPEAT_MS = 300;
    /** The longest delay before keys are requested again. */
    public static final long KEY_REPEAT_MAX_MS = 10_000;

    /**
     * The shortest delay before the roster is requested because it may be out of date, and the random part added to
     * it: the notice may be on its way.
     */
    public static final long ROSTER_ASK_MS = 1_000;
    /** The shortest delay before the roster is requested again if it had not changed; doubles. */
    public static final long ROSTER_REPEAT_MS = 5_000;
    /** The longest delay before the roster is requested again. */
    public static final long ROSTER_REPEAT_MAX_MS = 60_000;

    /** How long one key chain is used. */
    public static final long CHAIN_MS = 86_400_000;

    /**
     * How long members must say otherwise of the roster until the person is warned. Longer than a heartbeat, so that a
     * member whose list is out of date hears of it and asks the registry before that.
     */
    public static final long ROSTER_DIFFERS_MS = 20_000;

    private Timing() {}

    /** Returns how long it takes until every member of a room has had its turn to acknowledge. */
    static long turnMs(int members) {
        return Math.max(
                Math.min(TURN_PER_MEMBER_MS * members, TURN_MS), TURN_PER_MEMBER_OF_CROWD_MS * Math.max(1, members));
    }
}
