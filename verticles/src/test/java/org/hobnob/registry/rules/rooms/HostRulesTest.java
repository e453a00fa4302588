package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HostRulesTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName EMIL = new UserName("emil");
    private static final UserName FAY = new UserName("fay");
    private static final UserName GUS = new UserName("gus");
    private static final PublicKey KEY = PublicKey.of(
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
            .orElseThrow();

    /** Dana, Emil and Fay are hosts, in this order; Gus is a member. */
    private final Room room = hosted(room(false));

    private static Room room(boolean standing) {
        RoomSettings settings =
                RoomSettings.DEFAULT.with(Optional.of(standing), Optional.empty(), Optional.empty(), Optional.empty());
        return Room.create(
                        new RoomName("lab"),
                        RoomKind.SEALED,
                        Title.NONE,
                        12,
                        Optional.empty(),
                        0,
                        place(DANA, true),
                        settings)
                .with(place(EMIL, true))
                .with(place(FAY, true))
                .with(place(GUS, false));
    }

    private static Room.Place place(UserName user, boolean withKey) {
        return new Room.Place(user, SessionId.ofBits(user.hashCode()), withKey ? Optional.of(KEY) : Optional.empty());
    }

    private static Room hosted(Room room) {
        return HostRules.added(HostRules.added(room, DANA, EMIL), EMIL, FAY);
    }

    private static void assertHosts(Room room, UserName... hosts) {
        assertEquals(List.of(hosts).get(0), room.host());
        assertEquals(List.of(hosts).subList(1, hosts.length), room.settings().hosts());
        assertTrue(List.of(hosts).stream().allMatch(room::isHost));
    }

    private static void assertRefused(Reason reason, Executable action) {
        assertEquals(reason, assertThrows(RefusalException.class, action).reason());
    }

    @Test
    void hostsFollowInTheOrderInWhichTheyBecameHosts() {
        assertHosts(room, DANA, EMIL, FAY);
        assertHosts(RoomRules.left(room, DANA).orElseThrow(), EMIL, FAY);
        assertHosts(RoomRules.left(room, EMIL).orElseThrow(), DANA, FAY);
        assertSame(room, HostRules.added(room, DANA, EMIL));
    }

    @Test
    void onlyMembersBecomeHostsAndOnlyHostsMakeThem() {
        assertRefused(Reason.NOT_HOST, () -> HostRules.added(room, GUS, GUS));
        assertRefused(Reason.NOT_A_MEMBER, () -> HostRules.added(room, DANA, new UserName("hal")));
        assertHosts(HostRules.added(room, FAY, GUS), DANA, EMIL, FAY, GUS);
    }

    @Test
    void hostsHaveNoRightsOverEarlierHosts() {
        assertRefused(Reason.NOT_ALLOWED, () -> RoomRules.kicked(room, EMIL, DANA));
        assertRefused(Reason.NOT_ALLOWED, () -> RoomRules.banned(room, FAY, EMIL));
        assertRefused(Reason.NOT_ALLOWED, () -> HostRules.dropped(room, EMIL, DANA));
        assertHosts(RoomRules.kicked(room, EMIL, FAY).orElseThrow(), DANA, EMIL);
        assertHosts(RoomRules.banned(room, DANA, EMIL), DANA, FAY);
        assertHosts(HostRules.dropped(room, EMIL, FAY), DANA, EMIL);
    }

    @Test
    void hostPassesTheRoomOn() {
        Room passed = HostRules.dropped(room, DANA, DANA);
        assertHosts(passed, EMIL, FAY);
        assertTrue(passed.has(DANA));
        assertRefused(Reason.NOT_HOST, () -> HostRules.added(passed, DANA, GUS));
    }

    @Test
    void onlyHostKeepsTheRole() {
        Room alone = room(false);
        assertRefused(Reason.NOT_ALLOWED, () -> HostRules.dropped(alone, DANA, DANA));
        assertSame(alone, HostRules.dropped(alone, DANA, GUS));
    }

    @Test
    void hostsAreLimited() {
        Room full = room.with(room.settings()
                .withHosts(IntStream.range(0, RoomSettings.MAX_MORE_HOSTS)
                        .mapToObj(i -> new UserName("host" + i))
                        .toList()));
        assertRefused(Reason.NOT_ALLOWED, () -> HostRules.added(full, DANA, GUS));
    }

    @Test
    void leavingHostOfAStandingRoomHandsItToTheNextHost() {
        Room standing = hosted(room(true));
        assertHosts(RoomRules.left(standing, DANA).orElseThrow(), EMIL, FAY);
        Room alone = RoomRules.left(room(true), DANA).orElseThrow();
        assertEquals(DANA, alone.host());
        assertFalse(alone.has(DANA));
    }

    @Test
    void placesWithKeysOutlastLoginsInStandingRooms() {
        assertTrue(room(true).outlastsLogins(DANA));
        assertFalse(room(true).outlastsLogins(GUS));
        assertFalse(room(false).outlastsLogins(DANA));
    }
}
