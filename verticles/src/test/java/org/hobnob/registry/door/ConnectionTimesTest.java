package org.hobnob.registry.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hobnob.registry.door.ConnectionTimes.Overdue;
import org.junit.jupiter.api.Test;

class ConnectionTimesTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final long FIRST_BYTE_MS = 10;

    private final ConnectionTimes times =
            new ConnectionTimes(new DoorLimits.Times(1, FIRST_BYTE_MS, 60, 600, 15, 120), 0);

    private Optional<Overdue> at(long ms) {
        return times.overdue(ms * NS_PER_MS, FIRST_BYTE_MS);
    }

    @Test
    void firstByteIsDue() {
        assertEquals(Optional.empty(), at(9));
        assertEquals(Optional.of(Overdue.FIRST_BYTE), at(10));
    }

    @Test
    void silenceEndsWithTheFirstByte() {
        assertTrue(times.isSilent());
        times.recognised(false, 0);
        assertFalse(times.isSilent());
    }

    @Test
    void loginIsDueWhateverIsSent() {
        times.recognised(false, 5 * NS_PER_MS);
        times.received(60 * NS_PER_MS);
        assertEquals(Optional.empty(), at(64));
        assertEquals(Optional.of(Overdue.LOGIN), at(65));
    }

    @Test
    void originalClientsHaveLongerToLogIn() {
        times.recognised(true, 0);
        assertEquals(Optional.empty(), at(599));
        assertEquals(Optional.of(Overdue.LOGIN), at(600));
    }

    @Test
    void loggedInUserMayBeSilent() {
        times.recognised(false, 0);
        times.loggedIn(1 * NS_PER_MS);
        assertEquals(Optional.empty(), at(1_000_000));
    }

    @Test
    void loginIsDueAgainAfterALogout() {
        times.recognised(false, 0);
        times.loggedIn(1 * NS_PER_MS);
        times.loggedOut(1_000 * NS_PER_MS);
        assertEquals(Optional.empty(), at(1_059));
        assertEquals(Optional.of(Overdue.LOGIN), at(1_060));
    }

    @Test
    void fullQueueMustBeReadInTime() {
        times.recognised(false, 0);
        times.loggedIn(0);
        times.full(10 * NS_PER_MS);
        times.full(20 * NS_PER_MS);
        assertEquals(Optional.of(Overdue.UNREAD), at(25));
        times.drained();
        assertEquals(Optional.empty(), at(25));
    }

    @Test
    void someProgressIsDueWhileAnythingWaits() {
        times.recognised(false, 0);
        times.loggedIn(0);
        times.writing(100 * NS_PER_MS);
        times.writing(150 * NS_PER_MS);
        assertEquals(Optional.of(Overdue.IDLE), at(220));
        times.written(219 * NS_PER_MS);
        assertEquals(Optional.empty(), at(220));
        assertEquals(Optional.of(Overdue.IDLE), at(339));
        times.written(330 * NS_PER_MS);
        assertEquals(Optional.empty(), at(1_000_000));
    }
}
