package org.hobnob.protocol.message.value;

import java.util.Optional;

/**
 * How long members of a room may hand what is said there to those who come later (SPEC 4.11 and 15).
 *
 * @param days for how many days after it was said; 0 for not at all, at most {@value #MAX_DAYS}
 */
public record RoomHistory(int days) {
    /** The most days. */
    public static final int MAX_DAYS = 3_650;

    /** Nothing is handed over. */
    public static final RoomHistory OFF = new RoomHistory(0);

    /** @throws IllegalArgumentException if the number of days is out of range */
    public RoomHistory {
        if (days < 0 || days > MAX_DAYS) {
            throw new IllegalArgumentException("0 to " + MAX_DAYS + " days");
        }
    }

    /** Whether anything may be handed over. */
    public boolean isOn() {
        return days > 0;
    }

    /** Returns the word of the wire, the bus and the store: {@code off}, or the days as in {@code 7d}. */
    public String word() {
        return isOn() ? days + "d" : "off";
    }

    /** Returns the value with this word; empty if there is none or the word is null. */
    public static Optional<RoomHistory> ofWord(String word) {
        if (word == null || word.equals("off")) {
            return Optional.ofNullable(word).map(off -> OFF);
        }
        return word.matches("[1-9][0-9]{0,3}d")
                ? Optional.of(Integer.parseInt(word.substring(0, word.length() - 1)))
                        .filter(days -> days <= MAX_DAYS)
                        .map(RoomHistory::new)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return word();
    }
}
