package org.hobnob.protocol.room;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;

/**
 * A member's status: greeting, announcement of the last datagram and cumulative acknowledgement in one (SPEC 8.3).
 *
 * @param user the member
 * @param leaving whether the member is about to leave
 * @param last the number of the last data datagram in the member's stream; 0 if there is none
 * @param floor the lowest number that the member can still repair; {@code last + 1} if there is none
 * @param prior the stream that this one continues after a restart of the member's program
 * @param heard what the member has of other streams, at most {@value #MAX_HEARD}
 */
public record RoomStatus(
        UserName user, boolean leaving, long last, long floor, Optional<Prior> prior, List<Heard> heard) {
    /** The most streams in one status, so that they always fit. */
    public static final int MAX_HEARD = 54;

    /**
     * The stream before this one.
     *
     * @param stream the stream
     * @param through messages up to this number are not sent again; later ones are, with the same ids
     */
    public record Prior(long stream, long through) {
        /**
         * @throws IllegalArgumentException if the stream is 0, which is not a valid stream, or the number is
         *     negative
         */
        public Prior {
            if (stream == 0 || through < 0) {
                throw new IllegalArgumentException("prior stream " + stream + " through " + through);
            }
        }
    }

    /**
     * What a member has of a stream.
     *
     * @param stream the stream
     * @param through every datagram up to this number was delivered or given up
     * @param missed how many of them were given up, 0 to {@value #MAX_MISSED}; does not count further
     * @param byMulticast whether the stream's datagrams arrive by multicast
     */
    public record Heard(long stream, long through, int missed, boolean byMulticast) {
        /** The highest count of datagrams given up. */
        public static final int MAX_MISSED = 65_535;

        /** @throws IllegalArgumentException if a number is out of range */
        public Heard {
            if (through < 0 || missed < 0 || missed > MAX_MISSED) {
                throw new IllegalArgumentException("through " + through + ", missed " + missed);
            }
        }
    }

    /** @throws IllegalArgumentException if a number is out of range or there are too many streams */
    public RoomStatus {
        Objects.requireNonNull(user);
        Objects.requireNonNull(prior);
        heard = List.copyOf(heard);
        if (!areNumbers(last, floor) || heard.size() > MAX_HEARD) {
            throw new IllegalArgumentException("last " + last + ", floor " + floor + ", " + heard.size() + " heard");
        }
    }

    /** Returns the same status with these streams heard. */
    RoomStatus withHeard(List<Heard> streams) {
        return new RoomStatus(user, leaving, last, floor, prior, streams);
    }

    /** Returns whether a stream can have this last number with this floor. */
    static boolean areNumbers(long last, long floor) {
        return last >= 0 && floor >= 1 && floor - 1 <= last;
    }
}
