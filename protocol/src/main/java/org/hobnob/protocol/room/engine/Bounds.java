package org.hobnob.protocol.room.engine;

import org.hobnob.protocol.message.peer.RoomLines;

/** The bounds of a room's engine (SPEC 8.8). */
public final class Bounds {
    /** How often the group is asked for a repair before a holder is, over its line. */
    public static final int NAKS = 3;
    /** How many holders of what is missing, not yet asked in vain, are enough to know of. */
    public static final int HOLDERS = 3;
    /** Own datagrams kept for repair, at most. */
    public static final int KEPT_DATAGRAMS = 1_024;
    /** Datagrams of one other member kept to repair others with, at most. */
    public static final int CACHED_DATAGRAMS = 256;
    /** How far ahead of what was delivered a stream's datagrams are taken. */
    public static final int WINDOW_DATAGRAMS = 1_024;
    /** Datagrams of all streams that wait for their turn, at most. */
    public static final int AHEAD_DATAGRAMS = 8_192;
    /** How far behind what its owner said a stream is believed by others' word to go. */
    public static final int CLAIMED_DATAGRAMS = 256;
    /** Datagrams sent to the group again in a second, at most. */
    public static final int RESENDS_PER_SECOND = 1_000;
    /** Datagrams in one answer over a line, at most: more do not fit it. */
    public static final int REPAIR_DATAGRAMS = RoomLines.MAX_DATAGRAMS;
    /** Datagrams pushed to a member at a time. */
    public static final int PUSH_DATAGRAMS = 32;
    /** Messages of a member remembered to suppress duplicates. */
    public static final int RECENT_MESSAGES = 1_024;
    /** Own messages that are said again after a restart, at most. */
    public static final int UNSETTLED_MESSAGES = 512;
    /** Own messages whose way is followed. */
    public static final int FOLLOWED_MESSAGES = 512;
    /** Streams of a member that are over, remembered so that they stay over. */
    public static final int CLOSED_STREAMS = 32;
    /** Members of whom a program remembers over a restart what was delivered, at most; more than a room has. */
    public static final int REMEMBERED_MEMBERS = 1_024;
    /** No stream is believed to go further: the highest number that a line spells. */
    public static final long LAST_NUMBER = 999_999_999_999_999_999L;

    private Bounds() {}
}
