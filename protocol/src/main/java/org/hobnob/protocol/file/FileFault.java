package org.hobnob.protocol.file;

import java.util.Locale;

/** Why a file could not be handed over. */
public enum FileFault {
    /** The sender's file is not what it was when it was offered, or is gone. */
    CHANGED,
    /** The sender cannot read it. */
    UNREADABLE,
    /** The whole has another hash than the sender's. */
    WRONG_HASH,
    /** The disk has no space for it. */
    NO_SPACE,
    /** It cannot be written. */
    UNWRITABLE,
    /** The other side's program gave up. */
    OTHER_SIDE,
    /** The other user's program does not take files. */
    NO_FILES,
    /** As many offers wait at the other side as may. */
    FULL;

    /** Returns the word for programs: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
