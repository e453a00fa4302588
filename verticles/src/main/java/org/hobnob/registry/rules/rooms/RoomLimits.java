package org.hobnob.registry.rules.rooms;

import java.util.Objects;
import org.hobnob.limits.Rate;

/**
 * The limits of rooms.
 *
 * @param membersPerRoom the largest capacity, which is also the capacity of rooms created without one; at least 1
 * @param roomsPerUser how many places a native user may hold at the same time, at least 1; an original user may hold one
 * @param making how many rooms may be made
 * @param returns how often the comings and goings of one user are told to the user's rooms
 * @param standing whether users may make standing rooms
 */
public record RoomLimits(int membersPerRoom, int roomsPerUser, Making making, Rate returns, boolean standing) {
    /** A loss of the connection and the return are told at once, then once in two seconds. */
    public static final Rate RETURNS = new Rate(2, 2_000);

    /**
     * How many rooms may be made.
     *
     * @param most how many rooms there may be, at least 1
     * @param mostPerAddress how many there may be of those that one address has made, at least 1
     * @param ofUser how often one user may make a room
     * @param ofAddress how often one address may make a room, over all users
     */
    public record Making(int most, int mostPerAddress, Rate ofUser, Rate ofAddress) {
        public static final Making DEFAULT = new Making(10_000, 500, new Rate(20, 10_000), new Rate(200, 2_000));

        /** @throws IllegalArgumentException if a number is below 1 */
        public Making {
            Objects.requireNonNull(ofUser, "ofUser");
            Objects.requireNonNull(ofAddress, "ofAddress");
            if (most < 1 || mostPerAddress < 1) {
                throw new IllegalArgumentException("room limits must be at least 1");
            }
        }
    }

    /** With the default limits of making rooms and of telling returns. */
    public RoomLimits(int membersPerRoom, int roomsPerUser) {
        this(membersPerRoom, roomsPerUser, Making.DEFAULT, RETURNS);
    }

    /** With standing rooms. */
    public RoomLimits(int membersPerRoom, int roomsPerUser, Making making, Rate returns) {
        this(membersPerRoom, roomsPerUser, making, returns, true);
    }

    /** @throws IllegalArgumentException if a limit is below 1 */
    public RoomLimits {
        Objects.requireNonNull(making, "making");
        Objects.requireNonNull(returns, "returns");
        if (membersPerRoom < 1 || roomsPerUser < 1) {
            throw new IllegalArgumentException("room limits must be at least 1");
        }
    }

    /**
     * The capacity of a new room.
     *
     * @param asked the capacity that its creator asked for; 0 for the largest, and larger values are reduced to it
     */
    public int capacity(int asked) {
        return asked == 0 ? membersPerRoom : Math.min(asked, membersPerRoom);
    }
}
