package org.hobnob.protocol.room.engine;

import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.room.SealedCodec;

/** The bounds of a room's engine (SPEC 8.9). */
public final class Bounds {
    /** How often a repair is requested from the group before single holders are asked over their connections. */
    public static final int NAKS = 3;
    /** How many holders of a missing datagram are worth knowing; holders that were asked in vain do not count. */
    public static final int HOLDERS = 3;
    /** The most own datagrams kept for repairs. */
    public static final int KEPT_DATAGRAMS = 1_024;
    /** The most datagrams of one other member kept for repairing third members. */
    public static final int CACHED_DATAGRAMS = 256;
    /** How far ahead of the last delivered datagram a stream's datagrams are accepted. */
    public static final int WINDOW_DATAGRAMS = 1_024;
    /** How many datagrams of a member's stream are compared with what others say of them. */
    public static final int KEPT_HASHES = 1_024;
    /** How many numbers one key chain seals. */
    public static final int CHAIN_NUMBERS = 1_000;
    /** The most messages that are sent in one datagram. */
    public static final int MESSAGES = SealedCodec.MAX_MESSAGES;
    /** The most datagrams of all streams together that wait for earlier ones. */
    public static final int AHEAD_DATAGRAMS = 8_192;
    /** How far beyond the owner's own announcement other members are believed about the end of a stream. */
    public static final int CLAIMED_DATAGRAMS = 256;
    /** The most datagrams sent to the group again per second. */
    public static final int RESENDS_PER_SECOND = 1_000;
    /** The most datagrams in one answer over a connection; no more fit. */
    public static final int REPAIR_DATAGRAMS = RoomLines.MAX_DATAGRAMS;
    /** The most datagrams pushed to a member at once. */
    public static final int PUSH_DATAGRAMS = 32;
    /** How many messages of a member are remembered to suppress duplicates. */
    public static final int RECENT_MESSAGES = 1_024;
    /** The most own messages that are sent again after a restart. */
    public static final int UNSETTLED_MESSAGES = 512;
    /** The most own messages whose delivery is tracked. */
    public static final int FOLLOWED_MESSAGES = 512;
    /** How many ended streams of a member are remembered, so that they are not started again. */
    public static final int CLOSED_STREAMS = 32;
    /** The most members whose delivered position is remembered across a restart; more than a room has. */
    public static final int REMEMBERED_MEMBERS = 1_024;
    /** The highest number that a stream may have: the largest that fits the line format. */
    public static final long LAST_NUMBER = 999_999_999_999_999_999L;

    private Bounds() {}
}
