package org.hobnob.registry.rules.rooms;

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

    /** Sets the number of places; throws {@code MALFORMED} beyond the registry's limit. */
    public static Room limited(Room room, int places, RoomLimits limits) {
        if (places < 1 || places > limits.membersPerRoom()) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return room.capacity() == places ? room : room.withCapacity(places);
    }
}
