package org.hobnob.protocol.file;

/** The sizes and times of files (SPEC 16). A test compares them with the table there. */
public final class FileLimits {
    /** The largest piece of a file's bytes. */
    public static final int PIECE_BYTES = 262_144;
    /** After how many bytes the hash of what has come so far is written down. */
    public static final long CHECKPOINT_BYTES = 16L << 20;
    /** The most offers of one user that wait for this user's decision. */
    public static final int OFFERS_OF_ONE = 16;
    /** The most offers of all users that wait for this user's decision. */
    public static final int OFFERS = 128;
    /** The most files that this user accepted and that have not come yet. */
    public static final int ACCEPTED = 256;
    /** The most offers of this user that are not over. */
    public static final int OWN_OFFERS = 512;
    /** The most offers of others that are over and remembered, so that they are not shown again. */
    public static final int REMEMBERED = 256;
    /** The most files that this peer fetches at once. */
    public static final int FETCHES = 4;
    /** The most files that this peer hands out at once. */
    public static final int SERVED = 16;
    /** The most files that this peer hands out to one user at once. */
    public static final int SERVED_TO_ONE = 4;
    /** The first wait until a user is tried again, in milliseconds. */
    public static final long FIRST_RETRY_MS = 1_000;
    /** The longest wait until a user is tried again, in milliseconds. */
    public static final long LONGEST_RETRY_MS = 30_000;
    /** How long a connection may bring, or take, no byte of a file, in milliseconds. */
    public static final long STALL_MS = 60_000;

    private FileLimits() {}
}
