package org.hobnob.protocol.chat;

/** The constants of direct messages (SPEC 7.1); a test compares them with the table there. */
public final class ChatLimits {
    /** Messages sent to a contact and not acknowledged yet. */
    public static final int WINDOW = 16;
    /** The newest message ids that a receiver remembers of each log. */
    public static final int REMEMBERED_IDS = WINDOW;
    /** The logs that a receiver remembers of each contact. */
    public static final int LOGS = 4;
    /** Contacts of whom anything is remembered. */
    public static final int CONTACTS = 4_096;
    /** Messages that wait for one contact. */
    public static final int WAITING = 500;
    /** Their texts together, in bytes of UTF-8. */
    public static final int WAITING_BYTES = 1 << 20;
    /** Messages that wait for all contacts. */
    public static final int ALL_WAITING = 5_000;
    /** Their texts together, in bytes of UTF-8. */
    public static final int ALL_WAITING_BYTES = 8 << 20;
    /** Messages taken and not shown yet. */
    public static final int UNSHOWN = 1_000;
    /** How long a line may go on without an acknowledgement that is due, in milliseconds. */
    public static final int ANSWER_MS = 10_000;
    /** How long a try to open a line may take, in milliseconds. */
    public static final int CONNECT_MS = 30_000;
    /** The wait behind the first failure, in milliseconds. */
    public static final int FIRST_RETRY_MS = 1_000;
    /** The longest wait between two tries, in milliseconds. */
    public static final int LONGEST_RETRY_MS = 30_000;

    /** Lines to one contact that are kept in mind; older ones are not sent over. */
    static final int LINES = 8;

    private ChatLimits() {}
}
