package org.hobnob.protocol.chat;

/** The constants of direct messages (SPEC 7.1). A test compares them with the table there. */
public final class ChatLimits {
    /** The most messages sent to a contact and not acknowledged yet. */
    public static final int WINDOW = 16;
    /** How many of the newest message ids a receiver remembers per log, at least. */
    public static final int REMEMBERED_IDS = WINDOW;
    /** How many it remembers of those that their sender does not know to be taken. */
    public static final int UNACKNOWLEDGED_IDS = 256;
    /** The most logs that a receiver remembers per contact. */
    public static final int LOGS = 4;
    /** The most contacts that have any state. */
    public static final int CONTACTS = 4_096;
    /** The most messages that wait for one contact. */
    public static final int WAITING = 500;
    /** The total size of the texts that wait for one contact, in bytes of UTF-8. */
    public static final int WAITING_BYTES = 1 << 20;
    /** The most messages that wait for all contacts together. */
    public static final int ALL_WAITING = 5_000;
    /** The total size of the texts that wait for all contacts, in bytes of UTF-8. */
    public static final int ALL_WAITING_BYTES = 8 << 20;
    /** The most messages received and not shown yet. */
    public static final int UNSHOWN = 1_000;
    /** The most messages to a contact that are put into the mailbox and not acknowledged yet. */
    public static final int LETTERS = 200;
    /** How long a line is kept while an acknowledgement is due, in milliseconds. */
    public static final int ANSWER_MS = 10_000;
    /** How long opening a line may take, in milliseconds. */
    public static final int CONNECT_MS = 30_000;
    /** The delay after the first failure, in milliseconds. */
    public static final int FIRST_RETRY_MS = 1_000;
    /** The longest delay between two tries, in milliseconds. */
    public static final int LONGEST_RETRY_MS = 30_000;

    /** The most lines that are tracked per contact; the oldest are no longer used. */
    static final int LINES = 8;

    private ChatLimits() {}
}
