package org.hobnob.protocol.wire;

/** The sizes that the dialects fix (SPEC 9). A test compares them with the table there. */
public final class Limits {
    /** The longest native line, in bytes of UTF-8, without its line feed. */
    public static final int LINE_BYTES = 8_192;
    /** The longest correlation tag, in characters. */
    public static final int TAG_CHARS = 16;
    /** The most that original clients and their registry read at once, in bytes. */
    public static final int ORIGINAL_READ_BYTES = 1_024;
    /** The most entries on one page of a native list. */
    public static final int PAGE_ENTRIES = 50;
    /**
     * The most that a native list of rooms contains about the members of one room: the bytes of names, with one
     * separator each.
     */
    public static final int ROOM_NAMES_BYTES = 160;

    /** The most unanswered requests of a peer on one connection. */
    public static final int OUTSTANDING_REQUESTS = 32;

    private Limits() {}
}
