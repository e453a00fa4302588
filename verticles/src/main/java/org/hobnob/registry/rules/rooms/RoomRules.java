package org.hobnob.registry.rules.rooms;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
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

    /** Throws {@code BANNED} if the user is kept out of the room. */
    public static void requireNotBanned(Room room, UserName user) {
        if (room.guests().banned().contains(user)) {
            throw new RefusalException(Reason.BANNED);
        }
    }

    /**
     * Throws {@code CLOSED_TO_HOSTED} if the room is sealed, its hosts have not let hosted users in, and the user's program
     * runs on another machine than the user's, which could read what is said there.
     */
    public static void requireOwnMachine(Room room, boolean isHosted) {
        if (isHosted && room.kind() == RoomKind.SEALED && !room.settings().hosted()) {
            throw new RefusalException(Reason.CLOSED_TO_HOSTED);
        }
    }

    /** Throws {@code ROOM_FULL} if the room has no place for the user. */
    public static void requireSpace(Room room, UserName user) {
        if (!room.has(user) && room.isFull()) {
            throw new RefusalException(Reason.ROOM_FULL);
        }
    }

    /** Throws {@code NOT_A_MEMBER} or {@code NOT_HOST} unless the user is a member and a host. */
    public static void requireHost(Room room, UserName user) {
        requireMember(room, user);
        if (!room.isHost(user)) {
            throw new RefusalException(Reason.NOT_HOST);
        }
    }

    static void requireMember(Room room, UserName user) {
        if (!room.has(user)) {
            throw new RefusalException(Reason.NOT_A_MEMBER);
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
        requireNotBanned(room, place.user());
        requireSpace(room, place.user());
        boolean isInvited = room.guests().invited().contains(place.user());
        if (!isInvited && !room.password().equals(verifiedPhc)) {
            // The room was deleted and another one created under its name, or the invitation was used up, in the
            // meantime.
            throw new RefusalException(Reason.WRONG_PASSWORD);
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
        requireMember(room, user);
        return room.without(user);
    }

    /** Removes a member at the request of a host. */
    public static Optional<Room> kicked(Room room, UserName asker, UserName member) {
        requireHost(room, asker);
        if (member.equals(asker)) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        HostRules.requireLater(room, asker, member);
        return left(room, member);
    }

    /** Changes the settings at the request of the host; returns the same object if they are so already. */
    public static Room set(Room room, UserName asker, UnaryOperator<RoomSettings> change) {
        requireHost(room, asker);
        RoomSettings changed = change.apply(room.settings());
        return changed.equals(room.settings()) ? room : room.with(changed);
    }

    /** Bans a user, who may be a member, at the request of the host; returns the same object if the user is banned already. */
    public static Room banned(Room room, UserName asker, UserName user) {
        requireHost(room, asker);
        if (user.equals(asker)) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        HostRules.requireLater(room, asker, user);
        if (room.guests().banned().contains(user)) {
            return room;
        }
        if (room.guests().isFull()) {
            throw new RefusalException(Reason.TOO_MANY_BANS);
        }
        return room.banning(user);
    }

    /** Takes a ban back at the request of the host; returns the same object if there is none. */
    public static Room unbanned(Room room, UserName asker, UserName user) {
        requireHost(room, asker);
        return room.guests().banned().contains(user) ? room.with(room.guests().unbanning(user)) : room;
    }

    /** Invites a user at the request of a member; returns the same object for a member and for a user invited already. */
    public static Room invited(Room room, UserName asker, UserName user) {
        requireMember(room, asker);
        requireNotBanned(room, user);
        return room.has(user) || room.guests().invited().contains(user)
                ? room
                : room.with(room.guests().inviting(user));
    }
}
