package org.hobnob.protocol.message.value;

/** The range of times that messages tell, in milliseconds since 1970: calendars and formats can show all of them. */
public final class UnixTime {
    /** The last millisecond of the year 9999. */
    public static final long LAST_MS = 253_402_300_799_999L;

    private UnixTime() {}

    /** Returns whether the time is within 0 to {@value #LAST_MS}. */
    public static boolean isValid(long ms) {
        return ms >= 0 && ms <= LAST_MS;
    }
}
