package org.hobnob.protocol.mailbox.keeper;

import org.hobnob.protocol.mailbox.box.BoxLimits;

/** The bounds of mailboxes that a peer keeps (SPEC 14.5). A test compares the constants with the table there. */
public final class KeeperLimits {
    /** The most friends for whom mailboxes are kept. */
    public static final int FRIENDS = 32;
    /** The most letters in the mailbox of a friend. */
    public static final int LETTERS = 200;
    /** The most others who have a mailbox for the answers of friends. */
    public static final int GUESTS = 64;
    /** The most letters in the mailbox of a guest. */
    public static final int GUEST_LETTERS = 32;
    /** The most bytes of letters in the mailbox of a guest. */
    public static final int GUEST_BYTES = 65_536;
    /** How many one-time prekeys of one user an asker may take until that user leaves new ones. */
    public static final int TAKEN_PREKEYS = 16;
    /** The most pairs of users of whom it is known how many prekeys were taken. */
    static final int PAIRS = 1_024;

    private KeeperLimits() {}

    /** Returns the bounds of a friend's mailbox. */
    static BoxLimits ofFriend(KeeperBounds bounds) {
        return new BoxLimits(LETTERS, bounds.bytes(), bounds.lifeMs(), Integer.MAX_VALUE);
    }

    /** Returns the bounds of a guest's mailbox. */
    static BoxLimits ofGuest(KeeperBounds bounds) {
        return new BoxLimits(GUEST_LETTERS, GUEST_BYTES, bounds.lifeMs(), Integer.MAX_VALUE);
    }
}
