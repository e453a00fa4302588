package org.hobnob.protocol.room;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.peer.RoomLines;

/**
 * A request for lost datagrams (SPEC 8.4).
 *
 * @param ranges the missing ranges, 1 to {@value #MAX_RANGES}
 */
public record Nak(List<Range> ranges) {
    /** The most ranges in one request. */
    public static final int MAX_RANGES = 32;

    /**
     * Consecutive datagrams of a stream.
     *
     * @param stream the stream
     * @param from the first number
     * @param to the last number
     */
    public record Range(long stream, long from, long to) {
        /** The most datagrams in one range. */
        public static final int MAX_LENGTH = RoomLines.MAX_NUMBERS;

        /** @throws IllegalArgumentException if the range is empty, too long or starts before 1 */
        public Range {
            if (!isRange(from, to)) {
                throw new IllegalArgumentException("from " + from + " to " + to);
            }
        }

        /** Returns the range, or empty if the numbers, which come from outside, are not a valid range. */
        public static Optional<Range> of(long stream, long from, long to) {
            return isRange(from, to) ? Optional.of(new Range(stream, from, to)) : Optional.empty();
        }

        /** Returns whether the numbers are a valid range. */
        static boolean isRange(long from, long to) {
            return from >= 1 && to >= from && to - from < MAX_LENGTH;
        }
    }

    /** @throws IllegalArgumentException if there are no ranges or too many */
    public Nak {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.size() > MAX_RANGES) {
            throw new IllegalArgumentException(ranges.size() + " ranges");
        }
    }
}
