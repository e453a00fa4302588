package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host removes a member. */
@Tag("slow")
class NativeKickTest {
    private static final String KICKED = "KICK <SUCCESS> <200>";

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    private String room;
    private String dana;
    private String emil;
    private NativeClient host;
    private NativeClient guest;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @BeforeEach
    void meet() {
        room = name("room");
        dana = name("Dana");
        emil = name("Emil");
        host = registry.newUser(dana);
        guest = registry.newUser(emil);
        host.ask("CREATE_CHAT_ROOM " + room + " - 3 \\z");
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        host.notice();
    }

    private String news(String user, int version) {
        return "USER_KICKED " + user + " " + room + " by=" + dana + " host=" + dana + " version=" + version
                + " port=4001 capacity=3 kind=sealed" + TestSettings.GROUP;
    }

    private Room stored() {
        return await(registry.store().rooms().find(new RoomName(room))).orElseThrow();
    }

    @Test
    void kickIsToldToMembersAndTheKickedUserOnly() {
        NativeClient third = registry.newUser(name("fay"));
        NativeClient stranger = registry.newUser(name("stranger"));
        third.ask("JOIN_CHAT_ROOM " + room + " - 1");
        host.notice();
        guest.notice();
        assertEquals(KICKED, host.ask("KICK " + emil.toLowerCase(Locale.ROOT) + " " + room.toUpperCase(Locale.ROOT)));
        assertEquals(news(emil, 4), host.notice());
        assertEquals(news(emil, 4), guest.notice());
        assertEquals(news(emil, 4), third.notice());
        stranger.ask("PING");
        assertTrue(stranger.hasNoNotice());
    }

    @Test
    void kickFreesThePlaceAndRaisesTheVersion() {
        NativeClient third = registry.newUser(name("fay"));
        NativeClient fourth = registry.newUser(name("gil"));
        third.ask("JOIN_CHAT_ROOM " + room + " - 1");
        assertEquals("JOIN <FAILURE> <404> reason=room-full", fourth.ask("JOIN_CHAT_ROOM " + room + " - 1"));
        host.ask("KICK " + emil + " " + room);
        assertEquals(4, stored().version());
        assertTrue(fourth.ask("JOIN_CHAT_ROOM " + room + " - 1").startsWith("JOIN <SUCCESS> <200> "));
        assertTrue(third.ask("SEARCH_USER " + emil).startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> " + emil + " - "));
        assertEquals(
                "ROOM_EXIT_RESPONSE <FAILURE> <404> reason=not-a-member", guest.ask("ROOM_EXIT " + emil + " " + room));
    }

    @Test
    void kickedMemberMayJoinAgain() {
        host.ask("KICK " + emil + " " + room);
        assertEquals(news(emil, 3), guest.notice());
        assertTrue(guest.ask("JOIN_CHAT_ROOM " + room + " - 1").contains(" version=4 "));
        assertEquals(news(emil, 3), host.notice());
        assertTrue(host.notice().startsWith("USER_JOINED " + emil + " "));
    }

    @Test
    void onlyTheHostMayAndOnlyAMemberOtherThanItself() {
        String refused = "KICK <FAILURE> <404> reason=";
        NativeClient stranger = registry.newUser(name("stranger"));
        assertEquals(refused + "not-host", guest.ask("KICK " + dana + " " + room));
        assertEquals(refused + "not-host", guest.ask("KICK " + emil + " " + room));
        assertEquals(refused + "not-a-member", stranger.ask("KICK " + emil + " " + room));
        assertEquals(refused + "not-a-member", host.ask("KICK " + name("nobody") + " " + room));
        assertEquals(refused + "not-a-member", host.ask("KICK a.b " + room));
        assertEquals(refused + "not-yours", host.ask("KICK " + dana + " " + room));
        assertEquals(refused + "no-such-room", host.ask("KICK " + emil + " " + room + "x"));
        assertEquals(refused + "not-logged-in", registry.connect().ask("KICK " + emil + " " + room));
        assertEquals(2, stored().version());
        assertTrue(host.hasNoNotice() && guest.hasNoNotice(), "what is refused is not told");
    }

    @Test
    void theNextHostMayWhenTheFirstHasLeft() {
        String fay = name("fay");
        NativeClient third = registry.newUser(fay);
        third.ask("JOIN_CHAT_ROOM " + room + " - 1");
        host.ask("ROOM_EXIT " + dana + " " + room);
        assertEquals("KICK <FAILURE> <404> reason=not-a-member", host.ask("KICK " + fay + " " + room));
        assertEquals(KICKED, guest.ask("KICK " + fay + " " + room));
        third.notice();
        assertTrue(third.notice().contains(" by=" + emil + " "));
    }

    @Test
    void kickedAbsentMemberLosesThePlace() {
        guest.close();
        assertTrue(host.notice().startsWith("USER_ABSENT "));
        assertEquals(KICKED, host.ask("KICK " + emil + " " + room));
        assertEquals(news(emil, 3), host.notice());
        NativeClient back = registry.connect().enter("LOGIN " + emil + " " + PASSWORD);
        assertTrue(back.ask("DISCOVER_PEERS " + room).endsWith(" more=no"));
        assertEquals(List.of(dana), members());
        assertTrue(back.hasNoNotice() && host.hasNoNotice(), "nobody hears of a return");
    }

    private List<String> members() {
        return stored().users().stream().map(Object::toString).toList();
    }

    /** A kick and a leaving of the same member at once: the place goes once, and is told of once. */
    @Test
    void concurrentKickAndExitAreAnnouncedOnce() {
        for (int i = 0; i < 20; i++) {
            List<Future<String>> both = Stream.of(
                            host.asking("KICK " + emil + " " + room), guest.asking("ROOM_EXIT " + emil + " " + room))
                    .toList();
            both.forEach(Await::await);
            String told = host.notice();
            assertTrue(told.startsWith("USER_KICKED ") || told.startsWith("USER_LEFT "), told);
            host.ask("PING");
            assertTrue(host.hasNoNotice(), "told of twice");
            assertEquals(List.of(dana), members());
            guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
            assertTrue(host.notice().startsWith("USER_JOINED "));
        }
    }
}
