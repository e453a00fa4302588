package org.hobnob.protocol.room;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.peer.RoomLines;

/**
 * Asks for datagrams that were lost (SPEC 8.4).
 *
 * @param ranges which, 1 to {@value #MAX_RANGES}
 */
public record Nak(List<Range> ranges) {
    /** The most ranges that one datagram names. */
    public static final int MAX_RANGES = 32;

    /**
     * Some consecutive datagrams of a stream.
     *
     * @param stream which
     * @param from the first number
     * @param to the last number
     */
    public record Range(long stream, long from, long to) {
        /** The most datagrams that one range covers. */
        public static final int MAX_LENGTH = RoomLines.MAX_NUMBERS;

        /** @throws IllegalArgumentException where the range is empty, too long or begins before 1 */
        public Range {
            if (!isRange(from, to)) {
                throw new IllegalArgumentException("from " + from + " to " + to);
            }
        }

        /** The range of numbers from outside, or empty where they are none. */
        public static Optional<Range> of(long stream, long from, long to) {
            return isRange(from, to) ? Optional.of(new Range(stream, from, to)) : Optional.empty();
        }

        /** Whether the numbers are those of a range. */
        static boolean isRange(long from, long to) {
            return from >= 1 && to >= from && to - from < MAX_LENGTH;
        }
    }

    /** @throws IllegalArgumentException where there is no range, or too many */
    public Nak {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.size() > MAX_RANGES) {
            throw new IllegalArgumentException(ranges.size() + " ranges");
        }
    }
}
