package org.hobnob.registry.rules.rooms;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.UserName;

/**
 * The rules for the hosts of a room (SPEC 4.11). All hosts have the same rights, but none over a host who became one before.
 */
public final class HostRules {
    private HostRules() {}

    /**
     * Makes a member one more host at the request of a host; returns the same object if the member is a host already. Throws
     * {@code NOT_ALLOWED} if there are as many hosts as there may be.
     */
    public static Room added(Room room, UserName asker, UserName member) {
        RoomRules.requireHost(room, asker);
        RoomRules.requireMember(room, member);
        if (room.isHost(member)) {
            return room;
        }
        if (room.settings().hosts().size() >= RoomSettings.MAX_MORE_HOSTS) {
            throw new RefusalException(Reason.NOT_ALLOWED);
        }
        UserName asJoined = room.place(member).orElseThrow().user();
        return room.with(room.settings().withHost(asJoined));
    }

    /**
     * Takes the role from a host: from the asker, or from a later host; returns the same object if the user is no host.
     * Throws {@code NOT_ALLOWED} if the user is the only host.
     */
    public static Room dropped(Room room, UserName asker, UserName user) {
        RoomRules.requireHost(room, asker);
        if (!room.isHost(user)) {
            return room;
        }
        if (room.settings().hosts().isEmpty()) {
            throw new RefusalException(Reason.NOT_ALLOWED);
        }
        if (!user.equals(asker)) {
            requireLater(room, asker, user);
        }
        return room.withoutHost(user);
    }

    /** Throws {@code NOT_ALLOWED} if the user is a host and became one before the asker, who is one. */
    static void requireLater(Room room, UserName asker, UserName user) {
        List<UserName> hosts = new ArrayList<>(List.of(room.host()));
        hosts.addAll(room.settings().hosts());
        int rank = hosts.indexOf(user);
        if (rank >= 0 && rank < hosts.indexOf(asker)) {
            throw new RefusalException(Reason.NOT_ALLOWED);
        }
    }
}
