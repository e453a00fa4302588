package org.hobnob.protocol.mailbox.engine;

/** The constants of mailboxes at a peer (SPEC 14.4). A test compares them with the table there. */
public final class MailLimits {
    /** How many one-time prekeys a peer keeps at the registry. */
    public static final int PREKEYS = 64;
    /** With fewer of them at the registry, new ones are made. */
    public static final int FEW_PREKEYS = 48;
    /** After so many used ones, the registry is asked how many are left. */
    public static final int USED_PREKEYS = 8;
    /** The most private keys kept; the oldest make way. */
    public static final int PRIVATE_KEYS = 1_024;
    /** How many used one-time prekeys are remembered, so that their letters are known again. */
    public static final int SPENT = 512;
    /** How long a weekly prekey is the one in use, in milliseconds. */
    public static final long WEEK_MS = 7 * 86_400_000L;
    /** How long a weekly prekey may be sealed to, in milliseconds. */
    public static final long WEEKLY_LIFE_MS = 30 * 86_400_000L;
    /** How long a one-time prekey may be sealed to, in milliseconds. */
    public static final long ONE_TIME_LIFE_MS = 60 * 86_400_000L;
    /** How long a letter may lie in a mailbox, in milliseconds; private keys are kept so long after they expired. */
    public static final long LETTER_LIFE_MS = 30 * 86_400_000L;
    /** How long a letter to a prekey that is not here is left to another device of the user, in milliseconds. */
    public static final long FOREIGN_MS = 7 * 86_400_000L;
    /** How many letters are put at the same time, each to another contact. */
    public static final int AT_ONCE = 8;
    /** How many letters one contact may have in the mailbox. */
    public static final int QUOTA = 50;
    /** The most contacts with a put token. */
    public static final int TOKENS = 500;
    /** The most contacts that have any state. */
    public static final int CONTACTS = 4_096;
    /** The most letters fetched in one round. */
    public static final int ROUND = 400;
    /** The delay after the first failure to put a letter, in milliseconds. */
    public static final long FIRST_RETRY_MS = 5_000;
    /** The longest delay between two tries to put a letter, in milliseconds. */
    public static final long LONGEST_RETRY_MS = 600_000;

    private MailLimits() {}
}
