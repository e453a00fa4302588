package org.hobnob.registry.rules.rooms;

import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who may change a room how (SPEC 4.4). Each rule gives the room after the change, empty where it is gone then, and throws a
 * {@link RefusalException} where it is not to be.
 */
public final class RoomRules {
    private RoomRules() {}

    /** To a user who could never take part in it, the room does not exist. */
    public static void requireAdmitted(Room room, DialectName dialect) {
        if (!room.kind().admits(dialect)) {
            throw new RefusalException(Reason.NO_SUCH_ROOM);
        }
    }

    /**
     * The room with the place; the same value where the place is there.
     *
     * @param verifiedPhc what the room's password was when the user was found to know it
     */
    public static Optional<Room> joined(
            Room room, Room.Place place, DialectName dialect, Optional<String> verifiedPhc) {
        requireAdmitted(room, dialect);
        if (room.has(place.user())) {
            return Optional.of(room.members().contains(place) ? room : room.renewed(place));
        }
        if (!room.password().equals(verifiedPhc)) {
            // Another room of that name by now.
            throw new RefusalException(Reason.WRONG_PASSWORD);
        }
        if (room.isFull()) {
            throw new RefusalException(Reason.ROOM_FULL);
        }
        return Optional.of(room.with(place));
    }

    /** The room that a user has left. */
    public static Optional<Room> left(Room room, UserName user) {
        if (!room.has(user)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        return room.without(user);
    }

    /** The room from which its host has removed a member. */
    public static Optional<Room> kicked(Room room, UserName asker, UserName member) {
        if (!room.has(asker)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        if (!room.host().equals(asker)) {
            throw new RefusalException(Reason.NOT_HOST);
        }
        if (member.equals(asker)) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        return left(room, member);
    }
}
