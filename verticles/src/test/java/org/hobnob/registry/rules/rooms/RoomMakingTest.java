package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.Rate;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class RoomMakingTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final String HOME = "10.0.0.7";
    private static final String LOOPBACK = "127.0.0.1";
    private static final long NS_PER_MS = 1_000_000;

    private final Memberships known = new Memberships();
    private final RoomMaking making = new RoomMaking(
            new RoomLimits.Making(5, 3, new Rate(2, 10_000), new Rate(3, 2_000)), known, Loopback.sparedIf(true));

    private Room make(String name, String address) {
        Room room = Room.create(
                new RoomName(name),
                RoomKind.SEALED,
                Title.of("").orElseThrow(),
                9,
                Optional.empty(),
                0,
                new Room.Place(DANA, SessionId.ofBits(1)));
        making.requireRoom(address);
        known.note(room.state(), room.users());
        making.made(room.name(), address);
        return room;
    }

    private void assertTooMany(String address) {
        RefusalException refusal = assertThrows(RefusalException.class, () -> making.requireRoom(address));
        assertEquals(Reason.TOO_MANY_ROOMS, refusal.reason());
    }

    private long waitMs(UserName user, String address, long nowMs) {
        RefusalException refusal =
                assertThrows(RefusalException.class, () -> making.charge(user, address, nowMs * NS_PER_MS));
        assertEquals(Reason.SLOW_DOWN, refusal.reason());
        return refusal.waitMs();
    }

    @Test
    void oneAddressMakesNoMoreThanItsShare() {
        Room first = make("a", HOME);
        make("b", HOME);
        make("c", HOME);
        assertTooMany(HOME);
        assertDoesNotThrow(() -> making.requireRoom("10.0.0.8"));
        known.note(first.state(), List.of());
        assertDoesNotThrow(() -> making.requireRoom(HOME), "the first room is gone");
    }

    @Test
    void thereAreNoMoreRoomsThanThereMayBe() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            make(name, LOOPBACK);
        }
        assertTooMany(LOOPBACK);
        assertTooMany("10.0.0.8");
    }

    @Test
    void oneUserMakesThemOneAfterTheOther() {
        making.charge(DANA, LOOPBACK, 0);
        making.charge(DANA, LOOPBACK, 0);
        assertEquals(10_000, waitMs(DANA, LOOPBACK, 0));
        assertEquals(4_000, waitMs(DANA, "10.0.0.9", 6_000), "wherever the user is");
        making.charge(OMAR, LOOPBACK, 0);
        making.charge(DANA, LOOPBACK, 10_000 * NS_PER_MS);
    }

    @Test
    void oneAddressMakesThemOneAfterTheOther() {
        for (String user : List.of("a", "b", "c")) {
            making.charge(new UserName(user), HOME, 0);
        }
        assertEquals(2_000, waitMs(DANA, HOME, 0));
        making.charge(DANA, "10.0.0.8", 0);
        making.charge(DANA, HOME, 2_000 * NS_PER_MS);
    }

    @Test
    void loopbackIsSparedOfTheLimitsPerAddress() {
        for (int i = 0; i < 100; i++) {
            making.charge(new UserName("user" + i), LOOPBACK, 0);
        }
    }
}
