package org.hobnob.registry.rules.rooms;

import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** What administrators may do with a room, whoever hosts it. */
public final class AdminRules {
    private AdminRules() {}

    /** Makes a member the first host; returns the same object if the member is it already. */
    public static Room owned(Room room, UserName member) {
        RoomRules.requireMember(room, member);
        return room.host().equals(member) ? room : room.hostedBy(member);
    }

    /**
     * Takes a room from a first host who is no member of it: whoever has that name next must not host it.
     *
     * @return the room of another host, else of the member who came first; the same object if it was not this user's; empty if
     *     there is no member, so that the room ends
     */
    public static Optional<Room> disowned(Room room, UserName host) {
        if (!room.host().equals(host)) {
            return Optional.of(room);
        }
        return Stream.concat(room.settings().hosts().stream(), room.users().stream())
                .filter(room::has)
                .findFirst()
                .map(room::hostedBy);
    }

    /** Sets the number of places; throws {@code MALFORMED} beyond the registry's limit. */
    public static Room limited(Room room, int places, RoomLimits limits) {
        if (places < 1 || places > limits.membersPerRoom()) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return room.capacity() == places ? room : room.withCapacity(places);
    }
}
