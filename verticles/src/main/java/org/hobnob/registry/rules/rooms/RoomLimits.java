package org.hobnob.registry.rules.rooms;

/**
 * What bounds rooms.
 *
 * @param membersPerRoom the largest capacity, and the one of rooms that name none
 * @param roomsPerUser places that one native user may hold at a time; an original user holds one
 */
public record RoomLimits(int membersPerRoom, int roomsPerUser) {
    /** @throws IllegalArgumentException where a bound is under 1 */
    public RoomLimits {
        if (membersPerRoom < 1 || roomsPerUser < 1) {
            throw new IllegalArgumentException("room limits count from 1");
        }
    }

    /** The capacity of a new room; 0 asks for the largest, and more than the largest gets it. */
    public int capacity(int asked) {
        return asked == 0 ? membersPerRoom : Math.min(asked, membersPerRoom);
    }
}
