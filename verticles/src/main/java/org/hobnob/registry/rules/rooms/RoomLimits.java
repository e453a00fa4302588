package org.hobnob.registry.rules.rooms;

/**
 * The limits of rooms.
 *
 * @param membersPerRoom the largest capacity, which is also the capacity of rooms created without one; at least 1
 * @param roomsPerUser how many places a native user may hold at the same time, at least 1; an original user may hold one
 */
public record RoomLimits(int membersPerRoom, int roomsPerUser) {
    /** @throws IllegalArgumentException if a limit is below 1 */
    public RoomLimits {
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
