package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.testing.ManualClock;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What original clients find after a restart of the registry. */
@Tag("slow")
class OriginalRestartTest {
    private static final String ROOM = "ROOMS-LIST <SUCCESS> <200> room170 ['Kareem', 'Networks'] Kareem.";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private RegistryFixture registry;

    private TestSettings graceOf(long graceMs) {
        return new TestSettings().graceMs(graceMs).clock(clock);
    }

    private void startWithARoom(TestSettings settings) {
        registry = RegistryFixture.start(folder, settings);
        OriginalClient kareem = registry.originalUser("Kareem");
        OriginalClient networks = registry.originalUser("Networks");
        registry.originalUser("Watcher");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        networks.ask("JOIN-CHAT-ROOM room170 Networks");
        assertEquals(ROOM, networks.ask("SHOW-ROOM-LIST"));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void accountsSurviveAndNobodyIsOnline() {
        startWithARoom(graceOf(600_000));
        registry.restart(graceOf(600_000));
        OriginalClient client = registry.original();
        String hash = RegistryFixture.PASSWORD;
        assertEquals("REGISTER <EXIST> <300>", client.ask("REGISTER kareem " + hash));
        assertEquals("AUTH <FAILURE> <404>", client.ask("LOGIN Kareem " + RegistryFixture.WRONG));
        assertEquals("AUTH <SUCCESS> <200>", client.ask("LOGIN Kareem " + hash));
        assertEquals("PEER_LIST <FAILURE> <404>", client.ask("DISCOVER_PEERS SIMPLE Kareem"));
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>", client.ask("SEARCH_USER Networks"));
    }

    @Test
    void membersAreKeptForTheGracePeriodAfterARestart() {
        startWithARoom(graceOf(600_000));
        registry.restart(graceOf(1_500));
        OriginalClient watcher = registry.returningOriginal("Watcher");
        clock.advance(1_400);
        assertEquals(ROOM, watcher.ask("SHOW-ROOM-LIST"));
        clock.advance(200);
        Awaitility.await().until(() -> watcher.ask("SHOW-ROOM-LIST"), "ROOMS-LIST <SUCCESS> <200> "::equals);
        assertEquals("CREATION <SUCCESS> <200>", watcher.ask("CREATE-CHAT-ROOM room170 Watcher"));
    }

    @Test
    void onlyMembersWhoReturnInTimeKeepTheirPlaces() {
        startWithARoom(graceOf(600_000));
        registry.restart(graceOf(1_500));
        OriginalClient back = registry.returningOriginal("Networks");
        assertEquals("JOIN <SUCCESS> <200> Kareem", back.ask("JOIN-CHAT-ROOM room170 Networks"));
        clock.advance(1_600);
        Awaitility.await()
                .until(
                        () -> back.ask("SHOW-ROOM-LIST"),
                        "ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks."::equals);
    }

    @Test
    void joiningAnotherRoomAfterARestartLeavesTheOldOne() {
        startWithARoom(graceOf(600_000));
        registry.restart(graceOf(600_000));
        OriginalClient back = registry.returningOriginal("Kareem");
        assertEquals("CREATION <SUCCESS> <200>", back.ask("CREATE-CHAT-ROOM Lounge Kareem"));
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> Lounge ['Kareem'] Kareem.room170 ['Networks'] Networks.",
                back.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void disconnectAfterAReturnLeavesTheRoom() {
        startWithARoom(graceOf(600_000));
        registry.restart(graceOf(600_000));
        OriginalClient watcher = registry.returningOriginal("Watcher");
        registry.returningOriginal("Kareem").kill();
        Awaitility.await()
                .until(
                        () -> watcher.ask("SHOW-ROOM-LIST"),
                        "ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks."::equals);
    }
}
