package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class MembershipsTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");

    private final Memberships known = new Memberships();

    private static Room room(String name, long version, UserName... users) {
        List<Room.Place> places = Stream.of(users)
                .map(user -> new Room.Place(user, SessionId.ofBits(1)))
                .toList();
        RoomSettings settings =
                RoomSettings.DEFAULT.with(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());
        return new Room(
                new RoomName(name),
                RoomKind.SEALED,
                Title.of("").orElseThrow(),
                9,
                Optional.empty(),
                0,
                DANA,
                version,
                places,
                Optional.empty(),
                Optional.empty(),
                settings,
                RoomGuests.NONE);
    }

    private void note(Room room) {
        known.note(room.state(), room.users());
    }

    private List<String> roomsOf(UserName user) {
        return known.of(user).stream().map(RoomName::shown).toList();
    }

    @Test
    void roomsAreInTheOrderOfJoining() {
        note(room("zoo", 1, DANA));
        note(room("lab", 1, DANA));
        note(room("zoo", 2, DANA, OMAR));
        assertEquals(List.of("zoo", "lab"), roomsOf(DANA));
        assertEquals(List.of("zoo"), roomsOf(OMAR));
    }

    @Test
    void lateNewsAreIgnored() {
        note(room("lab", 3, DANA));
        note(room("lab", 2, DANA, OMAR));
        assertEquals(List.of(), roomsOf(OMAR));
    }

    @Test
    void laterNewsRepairWhatLostOnesLeftOut() {
        note(room("lab", 1, DANA));
        note(room("lab", 5, OMAR));
        assertEquals(List.of(), roomsOf(DANA));
        assertEquals(List.of("lab"), roomsOf(OMAR));
    }

    @Test
    void emptyRoomIsGoneUnlessItIsAStandingOne() {
        Room lab = Room.create(
                new RoomName("lab"),
                RoomKind.SEALED,
                Title.of("").orElseThrow(),
                9,
                Optional.empty(),
                0,
                new Room.Place(DANA, SessionId.ofBits(1)));
        note(lab);
        assertTrue(known.has(lab.name()));
        known.note(lab.state(), List.of());
        assertFalse(known.has(lab.name()));
        assertEquals(List.of(), roomsOf(DANA));
        note(room("hall", 1));
        assertEquals(1, known.size());
    }

    private static Memberships.Roster roster(Room room) {
        return new Memberships.Roster(room.state(), room.users());
    }

    @Test
    void pageCorrectsItsRangeOnly() {
        for (String name : List.of("a", "b", "c", "d")) {
            note(room(name, 1, DANA));
        }
        known.correct(
                Optional.of(new RoomName("a")),
                Optional.of(new RoomName("c")),
                List.of(roster(room("c", 2, DANA, OMAR))),
                known.mark());
        assertEquals(List.of("a", "c", "d"), roomsOf(DANA));
        assertEquals(List.of("c"), roomsOf(OMAR));
        known.correct(Optional.of(new RoomName("c")), Optional.empty(), List.of(), known.mark());
        assertEquals(List.of("a", "c"), roomsOf(DANA));
    }

    @Test
    void newsDuringAReadAreNewerThanWhatItFinds() {
        note(room("lab", 1, DANA));
        long mark = known.mark();
        note(room("lab", 2, DANA, OMAR));
        note(room("new", 1, OMAR));
        known.correct(Optional.empty(), Optional.empty(), List.of(roster(room("lab", 1, DANA))), mark);
        assertEquals(List.of("lab", "new"), roomsOf(OMAR));
    }

    @Test
    void usersAreListedInPages() {
        note(room("lab", 1, OMAR, DANA));
        assertEquals(List.of(DANA), known.users(Optional.empty(), 1));
        assertEquals(List.of(OMAR), known.users(Optional.of(DANA), 1));
        assertEquals(List.of(), known.users(Optional.of(OMAR), 1));
    }
}
