package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.limits.Rate;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.testing.ManualClock;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one user's doings tell the members of the user's rooms is bounded, and nothing of it is lost. */
@Tag("slow")
class TellingLimitsTest {
    private static final Rate OFTEN = new Rate(1_000_000, 1);
    private static final Rate TWICE = new Rate(2, 3_600_000);

    @TempDir
    Path folder;

    private final String dana = name("dana");
    private final String emil = name("emil");
    private final String room = name("room");
    private final ManualClock clock = new ManualClock();

    @Test
    void loopOfReturnsIsToldOnceInItsLastState() {
        RoomLimits limits = new RoomLimits(100, 16, RoomLimits.Making.DEFAULT, RoomLimits.RETURNS);
        try (RegistryFixture registry =
                RegistryFixture.start(folder, new TestSettings().rooms(limits).clock(clock))) {
            NativeClient host = registry.newUser(dana);
            NativeClient guest = registry.newUser(emil);
            host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
            guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
            String resume = "RESUME " + host.credentials().token().text();
            for (int port = 5_000; port < 5_008; port++) {
                registry.connect().enter(resume + " " + port + " udp=4001");
            }
            guest.notice("USER_BACK " + dana);
            guest.notice("USER_BACK " + dana);
            clock.settle();
            assertTrue(guest.hasNoNotice(), "two of eight are told while the clock stands");
            clock.advance(2_200);
            guest.notice("USER_BACK " + dana);
            assertTrue(guest.ask("SEARCH_USER " + dana).contains(" 5007 "));
            clock.advance(2_400);
            assertTrue(guest.hasNoNotice(), "the last state is told once");
        }
    }

    @Test
    void lossAmongManyReturnsIsToldInTheEnd() {
        RoomLimits limits = new RoomLimits(100, 16, RoomLimits.Making.DEFAULT, new Rate(1, 2_000));
        try (RegistryFixture registry =
                RegistryFixture.start(folder, new TestSettings().rooms(limits).clock(clock))) {
            NativeClient host = registry.newUser(dana);
            NativeClient guest = registry.newUser(emil);
            host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
            guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
            NativeClient moved = registry.connect()
                    .enter("RESUME " + host.credentials().token().text() + " 5000 udp=4001");
            guest.notice("USER_BACK " + dana);
            moved.close();
            Awaitility.await()
                    .until(
                            () -> guest.ask("SEARCH_USER " + dana),
                            "SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online"::equals);
            assertTrue(guest.hasNoNotice(), "the clock stands");
            clock.advance(2_200);
            guest.notice("USER_ABSENT " + dana);
        }
    }

    @Test
    void changesOfOneUserAreBoundedOverItsConnections() {
        DoorLimits.Requests requests =
                new DoorLimits.Requests(OFTEN, OFTEN, OFTEN, TWICE, OFTEN, 1, 1, new DoorLimits.Ahead(OFTEN, 1));
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().requests(requests))) {
            NativeClient looping = registry.newUser(dana);
            NativeClient other = registry.newUser(emil);
            assertSuccess(looping.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z"));
            assertSuccess(looping.ask("ROOM_EXIT " + dana + " " + room));
            assertSlowDown(looping.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z"));
            NativeClient resumed = registry.resume(looping);
            assertSlowDown(resumed.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z"));
            assertSuccess(other.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z"));
        }
    }

    @Test
    void roomsAreMadeWithinBounds() {
        RoomLimits.Making making = new RoomLimits.Making(3, 2, TWICE, OFTEN);
        TestSettings settings = new TestSettings()
                .limitingLoopbackByDefault()
                .rooms(new RoomLimits(100, 16, making, RoomLimits.RETURNS));
        try (RegistryFixture registry = RegistryFixture.start(folder, settings)) {
            NativeClient first = registry.newUser(dana);
            NativeClient second = registry.connect("127.0.0.2");
            second.register(emil);
            second.enter("LOGIN " + emil + " " + RegistryFixture.PASSWORD + " 4000 udp=4001");
            assertSuccess(make(first, "a"));
            assertSuccess(make(first, "b"));
            assertTooMany(make(first, "c"));
            assertSuccess(make(second, "c"));
            assertTooMany(make(second, "d"));
            assertSuccess(first.ask("ROOM_EXIT " + dana + " a"));
            assertTrue(make(first, "b").contains("reason=room-exists"), "what is refused so costs nothing");
            assertSlowDown(make(first, "d"));
            assertSuccess(make(second, "d"));
        }
    }

    private static String make(NativeClient user, String name) {
        return user.ask("CREATE_CHAT_ROOM " + name + " - 9 \\z");
    }

    private static void assertTooMany(String answer) {
        assertTrue(answer.contains("reason=too-many-rooms"), answer);
    }

    private static void assertSuccess(String answer) {
        assertTrue(answer.contains(" <SUCCESS> <200>"), answer);
    }

    private static void assertSlowDown(String answer) {
        assertTrue(answer.contains(" <SLOW_DOWN> <429> reason=slow-down wait="), answer);
    }
}
