package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RoomRulesTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName EMIL = new UserName("emil");
    private static final UserName FAY = new UserName("fay");
    private static final Optional<String> LOCK = Optional.of("$argon2id$x");
    private static final UnaryOperator<RoomSettings> STAND =
            settings -> settings.with(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());

    /** Dana hosts, Emil is a member. */
    private final Room room = room(LOCK);

    private static Room room(Optional<String> password) {
        return Room.create(new RoomName("lab"), RoomKind.SEALED, Title.NONE, 9, password, 0, place(DANA))
                .with(place(EMIL));
    }

    private static Room.Place place(UserName user) {
        return new Room.Place(user, SessionId.ofBits(user.hashCode()));
    }

    private static Room joined(Room room, UserName user, Optional<String> verified) {
        return RoomRules.joined(room, place(user), DialectName.NATIVE, verified).orElseThrow();
    }

    private static void assertRefused(Reason reason, Executable action) {
        assertEquals(reason, assertThrows(RefusalException.class, action).reason());
    }

    @Test
    void settingsAreTheHosts() {
        assertRefused(Reason.NOT_HOST, () -> RoomRules.set(room, EMIL, STAND));
        assertRefused(Reason.NOT_A_MEMBER, () -> RoomRules.set(room, FAY, STAND));
        Room set = RoomRules.set(room, DANA, STAND);
        assertTrue(set.state().settings().standing());
        assertEquals(room.version() + 1, set.version());
    }

    @Test
    void settingThatIsSetAlreadyChangesNothing() {
        assertSame(room, RoomRules.set(room, DANA, settings -> settings.withTopic(Title.NONE)));
    }

    @Test
    void settingsThatAreNotNamedStay() {
        Room talk = RoomRules.set(room, DANA, settings -> settings.withTopic(new Title("nets")));
        Room posted = RoomRules.set(
                talk,
                DANA,
                settings -> settings.with(
                        Optional.empty(), Optional.of(RoomPosting.HOSTS), Optional.empty(), Optional.empty()));
        assertEquals(new RoomSettings(new Title("nets"), false, RoomPosting.HOSTS), posted.settings());
        assertEquals(
                RoomPosting.HOSTS, RoomRules.set(posted, DANA, STAND).settings().post());
    }

    @Test
    void standingRoomIsKeptWithoutMembersAndItsHostStays() {
        Room empty = RoomRules.set(room, DANA, STAND)
                .without(DANA)
                .flatMap(left -> left.without(EMIL))
                .orElseThrow();
        assertEquals(List.of(), empty.members());
        assertEquals(DANA, empty.host());
        assertEquals(DANA, joined(empty, FAY, LOCK).host());
        assertRefused(Reason.NOT_HOST, () -> RoomRules.set(joined(empty, FAY, LOCK), FAY, STAND));
        assertRefused(Reason.NOT_A_MEMBER, () -> RoomRules.set(empty, DANA, STAND));
    }

    @Test
    void otherRoomIsGoneWithItsLastMember() {
        assertEquals(Optional.empty(), room.without(DANA).flatMap(left -> left.without(EMIL)));
        assertEquals(EMIL, room.without(DANA).orElseThrow().host());
    }

    @Test
    void hostedUsersEnterSealedRoomsThatAreOpenToThemOnly() {
        assertRefused(Reason.CLOSED_TO_HOSTED, () -> RoomRules.requireOwnMachine(room, true));
        RoomRules.requireOwnMachine(room, false);
        Room open = RoomRules.set(
                room,
                DANA,
                settings -> settings.with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true)));
        RoomRules.requireOwnMachine(open, true);
        assertTrue(RoomRules.set(open, DANA, STAND).settings().hosted());
    }

    @Test
    void banRemovesTheMemberAndKeepsTheUserOut() {
        Room without = RoomRules.banned(room, DANA, EMIL);
        assertFalse(without.has(EMIL));
        assertEquals(room.version() + 1, without.version());
        assertRefused(Reason.BANNED, () -> joined(without, EMIL, LOCK));
        assertRefused(Reason.BANNED, () -> joined(without, new UserName("EMIL"), LOCK));
    }

    @Test
    void userWhoIsNoMemberCanBeBanned() {
        Room guarded = RoomRules.banned(room, DANA, FAY);
        assertEquals(room.members(), guarded.members());
        assertRefused(Reason.BANNED, () -> joined(guarded, FAY, LOCK));
        assertSame(guarded, RoomRules.banned(guarded, DANA, FAY), "banned already");
    }

    @Test
    void bansAreTheHosts() {
        assertRefused(Reason.NOT_HOST, () -> RoomRules.banned(room, EMIL, FAY));
        assertRefused(Reason.NOT_A_MEMBER, () -> RoomRules.banned(room, FAY, EMIL));
        assertRefused(Reason.NOT_YOURS, () -> RoomRules.banned(room, DANA, DANA));
        Room guarded = RoomRules.banned(room, DANA, FAY);
        assertRefused(Reason.NOT_HOST, () -> RoomRules.unbanned(guarded, EMIL, FAY));
    }

    @Test
    void unbannedUserMayJoinAgain() {
        Room open = RoomRules.unbanned(RoomRules.banned(room, DANA, EMIL), DANA, EMIL);
        assertTrue(joined(open, EMIL, LOCK).has(EMIL));
        assertSame(open, RoomRules.unbanned(open, DANA, EMIL), "not banned");
    }

    @Test
    void atMost200UsersAreBanned() {
        Room guarded = room;
        for (int i = 0; i < 200; i++) {
            guarded = RoomRules.banned(guarded, DANA, new UserName("user" + i));
        }
        Room full = guarded;
        assertRefused(Reason.TOO_MANY_BANS, () -> RoomRules.banned(full, DANA, FAY));
        assertSame(full, RoomRules.banned(full, DANA, new UserName("user0")));
    }

    @Test
    void invitedUserNeedsNoPasswordOnce() {
        assertRefused(Reason.WRONG_PASSWORD, () -> joined(room, FAY, Optional.empty()));
        Room in = joined(RoomRules.invited(room, EMIL, FAY), FAY, Optional.empty());
        assertTrue(in.has(FAY));
        Room out = in.without(FAY).orElseThrow();
        assertRefused(Reason.WRONG_PASSWORD, () -> joined(out, FAY, Optional.empty()));
    }

    @Test
    void invitationAdmitsNobodyToAFullRoom() {
        Room small = Room.create(new RoomName("lab"), RoomKind.SEALED, Title.NONE, 1, LOCK, 0, place(DANA));
        Room invited = RoomRules.invited(small, DANA, FAY);
        assertRefused(Reason.ROOM_FULL, () -> joined(invited, FAY, Optional.empty()));
    }

    @Test
    void bannedUserCannotBeInvited() {
        Room guarded = RoomRules.banned(RoomRules.invited(room, EMIL, FAY), DANA, FAY);
        assertEquals(List.of(), guarded.guests().invited(), "the ban takes the invitation back");
        assertRefused(Reason.BANNED, () -> RoomRules.invited(guarded, EMIL, FAY));
    }

    @Test
    void onlyMembersInvite() {
        assertRefused(Reason.NOT_A_MEMBER, () -> RoomRules.invited(room, FAY, FAY));
        assertSame(room, RoomRules.invited(room, DANA, EMIL), "a member already");
        Room invited = RoomRules.invited(room, EMIL, FAY);
        assertSame(invited, RoomRules.invited(invited, DANA, FAY), "invited already");
    }

    @Test
    void oldestInvitationMakesWayForThe101st() {
        Room invited = room;
        for (int i = 0; i < 101; i++) {
            invited = RoomRules.invited(invited, EMIL, new UserName("user" + i));
        }
        assertEquals(100, invited.guests().invited().size());
        assertEquals(new UserName("user1"), invited.guests().invited().get(0));
    }

    @Test
    void otherKeyOfAPlaceRaisesTheVersion() {
        Optional<PublicKey> key = Optional.of(new PublicKey("5b".repeat(32)));
        Room keyed = RoomRules.rekeyed(room, EMIL, key);
        assertEquals(key, keyed.place(EMIL).orElseThrow().key());
        assertEquals(room.version() + 1, keyed.version());
        assertSame(keyed, RoomRules.rekeyed(keyed, EMIL, key));
        assertRefused(Reason.NOT_A_MEMBER, () -> RoomRules.rekeyed(room, FAY, key));
    }
}
