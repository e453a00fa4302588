package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is charged as a password hash, and what is told before one is computed. */
@Tag("slow")
class HashLimitsTest {
    private static final String SLOW = " <SLOW_DOWN> <429> reason=slow-down wait=[1-9][0-9]*";
    private static final long HOUR_MS = 3_600_000;
    /** A registration, a login and two more, and no other in the time of a test. */
    private static final TestSettings FOUR = new TestSettings().hashes(new HashLimits(4, HOUR_MS, 1_000, 1));

    @TempDir
    Path folder;

    @Test
    void loginsWithTheRightPasswordAreLimitedToo() {
        String dana = name("dana");
        try (RegistryFixture registry = RegistryFixture.start(folder, FOUR)) {
            NativeClient client = registry.connect("127.0.0.2");
            client.register(dana);
            for (int i = 0; i < 3; i++) {
                client.enter("LOGIN " + dana + " " + PASSWORD);
                client.ask("LOGOUT");
            }
            assertTrue(client.ask("LOGIN " + dana + " " + PASSWORD).matches("AUTH" + SLOW));
            registry.connect("127.0.0.3").enter("LOGIN " + dana + " " + PASSWORD);
        }
    }

    @Test
    void roomThatExistsIsToldBeforeItsPasswordIsHashed() {
        String room = name("room");
        try (RegistryFixture registry = RegistryFixture.start(folder, FOUR)) {
            registry.newUser(name("dana")).ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
            NativeClient greedy = registry.newUser(name("emil"));
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        "CREATION <FAILURE> <404> reason=room-exists",
                        greedy.ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 0 \\z"));
            }
            for (int i = 0; i < 2; i++) {
                assertTrue(create(greedy, name("room")).startsWith("CREATION <SUCCESS> <200>"));
            }
            assertTrue(create(greedy, name("room")).matches("CREATION" + SLOW));
        }
    }

    private static String create(NativeClient client, String room) {
        return client.ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 0 \\z");
    }

    @Test
    void fullRoomIsToldBeforeAPasswordIsHashed() {
        String full = name("room");
        String open = name("room");
        try (RegistryFixture registry = RegistryFixture.start(folder, FOUR)) {
            NativeClient dana = registry.newUser(name("dana"));
            dana.ask("CREATE_CHAT_ROOM " + full + " " + PASSWORD + " 1 \\z");
            dana.ask("CREATE_CHAT_ROOM " + open + " " + PASSWORD + " 0 \\z");
            String guest = name("emil");
            NativeClient emil = registry.newUser(guest);
            for (int i = 0; i < 5; i++) {
                assertEquals("JOIN <FAILURE> <404> reason=room-full", join(emil, full, PASSWORD));
            }
            assertEquals("JOIN <FAILURE> <404> reason=wrong-password", join(emil, open, WRONG));
            assertTrue(join(emil, open, PASSWORD).startsWith("JOIN <SUCCESS> <200>"));
            emil.ask("ROOM_EXIT " + guest + " " + open);
            assertTrue(join(emil, open, PASSWORD).matches("JOIN" + SLOW));
        }
    }

    private static String join(NativeClient client, String room, String password) {
        return client.ask("JOIN_CHAT_ROOM " + room + " " + password + " 1");
    }
}
