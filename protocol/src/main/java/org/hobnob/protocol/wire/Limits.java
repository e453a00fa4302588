package org.hobnob.protocol.wire;

/** The sizes that the dialects fix (SPEC 9); a test compares them with the table there. */
public final class Limits {
    /** Longest native line, in bytes of UTF-8, without its line feed. */
    public static final int LINE_BYTES = 8_192;
    /** Longest correlation tag, in characters. */
    public static final int TAG_CHARS = 16;
    /** What an original client reads, and its registry read, at a time, in bytes. */
    public static final int ORIGINAL_READ_BYTES = 1_024;
    /** Most entries on one page of a native list. */
    public static final int PAGE_ENTRIES = 50;
    /** Most that a native list of rooms tells of one room's members: bytes of names, a separator for each included. */
    public static final int ROOM_NAMES_BYTES = 160;

    /** Most requests that a peer may have unanswered on one connection. */
    public static final int OUTSTANDING_REQUESTS = 32;

    private Limits() {}
}
