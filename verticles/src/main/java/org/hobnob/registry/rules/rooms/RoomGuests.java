package org.hobnob.registry.rules.rooms;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who is kept out of a room, and who may enter it without its password (SPEC 4.11).
 *
 * @param banned the banned users, in the order of their bans, at most {@value #MAX_BANNED}
 * @param invited the invited users who have not joined yet, in the order of their invitations, at most {@value
 *     #MAX_INVITED}
 */
public record RoomGuests(List<UserName> banned, List<UserName> invited) {
    /** The most bans of a room. */
    public static final int MAX_BANNED = 200;
    /** The most pending invitations of a room; a further one takes the place of the oldest. */
    public static final int MAX_INVITED = 100;

    /** Nobody banned, nobody invited. */
    public static final RoomGuests NONE = new RoomGuests(List.of(), List.of());

    public RoomGuests {
        banned = List.copyOf(banned);
        invited = List.copyOf(invited);
    }

    /** Whether no further user can be banned. */
    public boolean isFull() {
        return banned.size() >= MAX_BANNED;
    }

    /** The same with this user banned, and no longer invited. */
    RoomGuests banning(UserName user) {
        return new RoomGuests(appended(banned, user), without(invited, user));
    }

    /** The same without the ban of this user. */
    RoomGuests unbanning(UserName user) {
        return new RoomGuests(without(banned, user), invited);
    }

    /** The same with this user invited. */
    RoomGuests inviting(UserName user) {
        List<UserName> all = appended(invited, user);
        return new RoomGuests(banned, all.subList(Math.max(0, all.size() - MAX_INVITED), all.size()));
    }

    /** The same when the user has joined: an invitation is good once. */
    RoomGuests admitting(UserName user) {
        return new RoomGuests(banned, without(invited, user));
    }

    private static List<UserName> appended(List<UserName> users, UserName user) {
        List<UserName> more = new ArrayList<>(without(users, user));
        more.add(user);
        return more;
    }

    private static List<UserName> without(List<UserName> users, UserName user) {
        return users.stream().filter(one -> !one.equals(user)).toList();
    }
}
