package org.hobnob.protocol.keepalive;

/**
 * Accepts each counter once, in any order within the newest {@value #WIDTH} (RFC 4303 section 3.4.3 and appendix
 * A2).
 *
 * <p>Must be used only with counters of verified datagrams: a forged counter would move the window. Not
 * thread-safe.
 */
public final class ReplayWindow {

    /** The number of counters in the window, including the highest one. */
    public static final int WIDTH = Long.SIZE;

    private long highest;
    /** Bit i represents the counter {@code highest - i}. */
    private long seen;

    /**
     * @param counter the counter of an authentic datagram, any value
     * @return true once per counter; false if it is below 1, was seen before, or is too old to tell
     */
    public boolean accept(long counter) {
        if (counter < 1) {
            return false;
        }
        if (counter > highest) {
            long ahead = counter - highest;
            seen = ahead >= WIDTH ? 1L : seen << ahead | 1L;
            highest = counter;
            return true;
        }
        long behind = highest - counter;
        if (behind >= WIDTH) {
            return false;
        }
        long bit = 1L << behind;
        boolean isNew = (seen & bit) == 0;
        seen |= bit;
        return isNew;
    }

    /**
     * Checks a counter without accepting it, before the work of verification.
     *
     * @param counter any value, of a datagram that may be forged
     * @return whether {@link #accept} would accept it now
     */
    public boolean isNew(long counter) {
        long behind = highest - counter;
        return counter > highest || counter >= 1 && behind < WIDTH && (seen & 1L << behind) == 0;
    }

    /** @return the highest counter accepted, 0 before the first. */
    public long highest() {
        return highest;
    }
}
