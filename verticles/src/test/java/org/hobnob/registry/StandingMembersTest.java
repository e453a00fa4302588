package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.testing.ManualClock;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of standing rooms stay until they leave. */
@Tag("slow")
class StandingMembersTest {
    private static final int GRACE_MS = 700;
    private static final String KEY = " key=d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String OTHER_KEY = " key=3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    @TempDir
    static Path folder;

    private static final ManualClock CLOCK = new ManualClock();
    private static RegistryFixture registry;

    private final String dana = name("dana");
    private final String emil = name("emil");
    private final String room = name("room");
    private NativeClient host;
    private NativeClient member;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, settings());
    }

    private static TestSettings settings() {
        return new TestSettings().oneGroup().graceMs(GRACE_MS).clock(CLOCK);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private NativeClient login(String user, String key) {
        return registry.connect().enter("LOGIN " + user + " " + PASSWORD + " 4000 udp=4001" + key);
    }

    private NativeClient newUser(String user, String key) {
        registry.newUser(user).ask("LOGOUT");
        return login(user, key);
    }

    /** Dana hosts a standing room with a password, Emil is a member. */
    private void meet(String key, String kind) {
        host = newUser(dana, OTHER_KEY);
        member = newUser(emil, key);
        String made = host.ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 9 \\z standing=yes" + kind);
        assertTrue(made.endsWith(" standing=yes"), made);
        member.ask("JOIN_CHAT_ROOM " + room + " " + PASSWORD + " 1");
        host.notice("USER_JOINED");
    }

    private boolean isMember() {
        return await(registry.store().rooms().find(new RoomName(room)))
                .filter(found -> found.has(new UserName(emil)))
                .isPresent();
    }

    @Test
    void memberIsBackInTheRoomAfterAnyTime() {
        meet(KEY, "");
        member.close();
        host.notice("USER_ABSENT");
        for (int i = 0; i < 5; i++) {
            CLOCK.advance(GRACE_MS);
        }
        assertTrue(host.hasNoNotice(), "told once");
        assertTrue(host.ask("DISCOVER_PEERS " + room).contains(" " + emil + " - 0 - 0 native "));
        member = login(emil, OTHER_KEY);
        host.notice("USER_BACK");
        assertTrue(member.ask("SEARCH_USER " + emil).contains(" " + emil + " " + room + " "));
        assertTrue(member.ask("JOIN_CHAT_ROOM " + room + " - 1").startsWith("JOIN <SUCCESS>"), "without the password");
        assertTrue(host.hasNoNotice(), "it is back already");
    }

    @Test
    void logoutKeepsThePlaceAndLeavingGivesItUp() {
        meet(KEY, "");
        member.ask("LOGOUT");
        host.notice("USER_ABSENT");
        assertTrue(isMember());
        member = login(emil, KEY);
        host.notice("USER_BACK");
        member.ask("ROOM_EXIT " + emil + " " + room);
        host.notice("USER_LEFT");
        assertFalse(isMember());
    }

    @Test
    void membershipOutlivesARestartOfTheRegistry() {
        meet(KEY, "");
        registry.restart(settings());
        for (int i = 0; i < 5; i++) {
            CLOCK.advance(GRACE_MS);
        }
        member = login(emil, KEY);
        assertTrue(member.ask("JOIN_CHAT_ROOM " + room + " - 1").contains(" host=" + dana + " "));
    }

    @Test
    void loginWithoutAKeyHoldsAPlaceLikeInAnyRoom() {
        meet("", "");
        member.ask("LOGOUT");
        host.notice("USER_LOGOUT");
        assertFalse(isMember());
    }

    @Test
    void returningOriginalLeavesThePlaceInASealedRoom() {
        meet(KEY, "");
        member.ask("LOGOUT");
        host.notice("USER_ABSENT");
        OriginalClient original = registry.returningOriginal(emil);
        assertTrue(host.ask("DISCOVER_PEERS " + room).contains(" " + emil + " - 0 - 0 native "), "absent there");
        original.close();
        Awaitility.await().until(() -> login(emil, KEY).ask("PING").startsWith("PONG <SUCCESS>"));
        assertTrue(isMember());
    }

    @Test
    void originalMemberOfAStandingOpenRoomLeavesWithItsConnection() {
        meet(KEY, " kind=open");
        String kareem = name("kareem");
        OriginalClient original = registry.originalUser(kareem);
        String open = name("open");
        host.ask("CREATE_CHAT_ROOM " + open + " - 9 \\z kind=open standing=yes");
        original.ask("JOIN-CHAT-ROOM " + open + " " + kareem);
        host.notice("USER_JOINED");
        original.close();
        host.notice("USER_LEFT");
    }

    @Test
    void absentMembersGoWhenTheRoomIsAStandingOneNoMore() {
        meet(KEY, "");
        member.ask("LOGOUT");
        host.notice("USER_ABSENT");
        host.ask("ROOM_SET " + room + " standing=no");
        Awaitility.await().until(() -> {
            CLOCK.jump(GRACE_MS);
            return !isMember();
        });
    }

    @Test
    void registryLetsNobodyMakeStandingRooms() {
        registry.restart(
                settings().rooms(new RoomLimits(100, 16, RoomLimits.Making.DEFAULT, RoomLimits.RETURNS, false)));
        NativeClient fay = registry.newUser(name("fay"));
        String lounge = name("lounge");
        assertEquals(
                "CREATION <FAILURE> <404> reason=not-allowed",
                fay.ask("CREATE_CHAT_ROOM " + lounge + " - 9 \\z standing=yes"));
        fay.ask("CREATE_CHAT_ROOM " + lounge + " - 9 \\z");
        assertEquals("ROOM_SET <FAILURE> <404> reason=not-allowed", fay.ask("ROOM_SET " + lounge + " standing=yes"));
        registry.restart(settings());
    }
}
