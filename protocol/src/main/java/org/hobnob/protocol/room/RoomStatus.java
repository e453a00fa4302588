package org.hobnob.protocol.room;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;

/**
 * How a member stands: greeting, announcement of the last datagram and cumulative acknowledgement in one (SPEC 8.3).
 *
 * @param user whose status this is
 * @param leaving whether the member is about to leave
 * @param last the number of the last datagram of data that the member's stream has; 0 where it has none
 * @param floor the lowest number that the member can still repair; {@code last + 1} where there is none
 * @param prior the stream that this one goes on from, after the member's program was started anew
 * @param heard what the member has of others' streams, at most {@value #MAX_HEARD}
 */
public record RoomStatus(
        UserName user, boolean leaving, long last, long floor, Optional<Prior> prior, List<Heard> heard) {
    /** The most streams that one status tells of: those that surely fit. */
    public static final int MAX_HEARD = 54;

    /**
     * A stream before this one.
     *
     * @param stream which
     * @param through what it said up to here is not said again; what is behind is, under the same ids
     */
    public record Prior(long stream, long through) {
        /** @throws IllegalArgumentException where the stream is 0, which none is called, or the number is below 0 */
        public Prior {
            if (stream == 0 || through < 0) {
                throw new IllegalArgumentException("prior stream " + stream + " through " + through);
            }
        }
    }

    /**
     * What a member has of a stream.
     *
     * @param stream which
     * @param through every datagram up to this number was delivered or given up
     * @param missed how many of them were given up, 0 to {@value #MAX_MISSED}; stays there when more are
     * @param byMulticast whether the stream's datagrams arrive by multicast
     */
    public record Heard(long stream, long through, int missed, boolean byMulticast) {
        /** The highest count of datagrams given up. */
        public static final int MAX_MISSED = 65_535;

        /** @throws IllegalArgumentException where a number is out of range */
        public Heard {
            if (through < 0 || missed < 0 || missed > MAX_MISSED) {
                throw new IllegalArgumentException("through " + through + ", missed " + missed);
            }
        }
    }

    /** @throws IllegalArgumentException where a number is out of range or too many streams are named */
    public RoomStatus {
        Objects.requireNonNull(user);
        Objects.requireNonNull(prior);
        heard = List.copyOf(heard);
        if (!areNumbers(last, floor) || heard.size() > MAX_HEARD) {
            throw new IllegalArgumentException("last " + last + ", floor " + floor + ", " + heard.size() + " heard");
        }
    }

    /** Whether a stream can have that last number and that floor. */
    static boolean areNumbers(long last, long floor) {
        return last >= 0 && floor >= 1 && floor - 1 <= last;
    }
}
