package org.hobnob.protocol.file;

/** How an attempt to fetch a file ended. */
public enum FetchOutcome {
    /** The file is there, whole and verified. */
    DONE,
    /** The connection broke, or could not be made, or the sender is busy: it goes on later. */
    CUT,
    /** As {@link #CUT}, and some bytes have come. */
    CUT_WITH_PROGRESS,
    /** The sender does not know the offer any more. */
    NOT_OFFERED,
    /** The sender's file has changed or is gone. */
    CHANGED,
    /** The whole has another hash than the sender's. */
    WRONG_HASH,
    /** The disk has no space. */
    NO_SPACE,
    /** The disk cannot be written. */
    UNWRITABLE
}
