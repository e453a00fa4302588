package org.hobnob.registry.rules.rooms;

import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * The rules for changing a room (SPEC 4.4). Each rule returns the room after the change, or empty if the room is deleted by
 * it, and throws a {@link RefusalException} if the change is not allowed.
 */
public final class RoomRules {
    private RoomRules() {}

    /** Throws {@code NO_SUCH_ROOM} if users of the dialect can never take part: to them the room does not exist. */
    public static void requireAdmitted(Room room, DialectName dialect) {
        if (!room.kind().admits(dialect)) {
            throw new RefusalException(Reason.NO_SUCH_ROOM);
        }
    }

    /**
     * Adds the place to the room; returns the same object if the login holds that place already.
     *
     * @param verifiedPhc the room's password hash against which the user's password was verified; empty if none was
     */
    public static Optional<Room> joined(
            Room room, Room.Place place, DialectName dialect, Optional<String> verifiedPhc) {
        requireAdmitted(room, dialect);
        if (room.has(place.user())) {
            return Optional.of(room.members().contains(place) ? room : room.renewed(place));
        }
        if (!room.password().equals(verifiedPhc)) {
            // The room was deleted and another one created under its name in the meantime.
            throw new RefusalException(Reason.WRONG_PASSWORD);
        }
        if (room.isFull()) {
            throw new RefusalException(Reason.ROOM_FULL);
        }
        return Optional.of(room.with(place));
    }

    /**
     * Gives the user's place the key of a later login; returns the same object if it has that key already.
     */
    public static Room rekeyed(Room room, UserName user, Optional<PublicKey> key) {
        Room.Place place = room.place(user).orElseThrow(() -> new RefusalException(Reason.NOT_A_MEMBER));
        return place.key().equals(key) ? room : room.renewed(new Room.Place(place.user(), place.session(), key));
    }

    /** Removes a user who leaves. */
    public static Optional<Room> left(Room room, UserName user) {
        if (!room.has(user)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
        }
        return room.without(user);
    }

    /** Removes a member at the request of the host. */
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
