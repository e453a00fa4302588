package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.testing.ManualClock;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Absence is not leaving, until the grace period is over. */
@Tag("slow")
class AbsenceTest {
    @TempDir
    Path folder;

    private final String dana = name("dana");
    private final String emil = name("emil");
    private final String room = name("room");
    private final ManualClock clock = new ManualClock();
    private NativeClient host;
    private NativeClient guest;

    private void meet(RegistryFixture registry) {
        host = registry.newUser(dana);
        guest = registry.newUser(emil);
        host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
    }

    private String news(String name, String of, String hostThen, int version) {
        return name + " " + of + " " + room + " host=" + hostThen + " version=" + version
                + " port=4001 capacity=9 kind=sealed" + TestSettings.GROUP;
    }

    private static Optional<Room> stored(RegistryFixture registry, String room) {
        return await(registry.store().rooms().find(new RoomName(room)));
    }

    @Test
    void droppedHostKeepsPlaceAndRole() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            host.close();
            assertEquals(news("USER_ABSENT", dana, dana, 2), guest.notice());
            assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online", guest.ask("SEARCH_USER " + dana));
            Reply.RoomPeers peers =
                    (Reply.RoomPeers) guest.ask(new Request.ListRoomPeers(new RoomName(room), Optional.empty()));
            assertEquals(
                    new Member(new UserName(dana), Optional.empty()),
                    peers.members().get(0));
            assertEquals(dana, peers.state().host().shown());

            registry.connect().enter("LOGIN " + dana + " " + PASSWORD);
            assertEquals(news("USER_BACK", dana, dana, 2), guest.notice());
        }
    }

    @Test
    void endThatGivesPlacesUpDoesSoAtOnce() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            release(registry, SessionEnd.BANNED);
            assertEquals(news("USER_LEFT", dana, emil, 3), guest.notice());
        }
    }

    @Test
    void logoutFromElsewhereIsToldAsALogout() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            release(registry, SessionEnd.LOGGED_OUT);
            assertEquals(news("USER_LOGOUT", dana, emil, 3), guest.notice());
        }
    }

    @Test
    void changedPasswordKeepsPlaces() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            release(registry, SessionEnd.PASSWORD_CHANGED);
            assertEquals(news("USER_ABSENT", dana, dana, 2), guest.notice());
        }
    }

    private void release(RegistryFixture registry, SessionEnd end) {
        JsonObject body = new JsonObject()
                .put("user", dana)
                .put("session", host.credentials().session().hex())
                .put("reason", end.word());
        await(new Bus(registry.vertx()).request(Addresses.PRESENCE, "release", body));
    }

    /** Its connection seemed to last, as after a cable was pulled: others know the former address. */
    @Test
    void takeOverFromAnotherAddressIsAnnouncedAsBack() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            String resume = "RESUME " + host.credentials().token().text();
            registry.connect().enter(resume + " 4000 udp=4001");
            registry.connect().enter(resume + " 4002 udp=4001");
            assertEquals(news("USER_BACK", dana, dana, 2), guest.notice());
            assertTrue(guest.ask("SEARCH_USER " + dana).contains(" 4002 "));
            assertTrue(guest.hasNoNotice(), "once only");
        }
    }

    private String loginWith(String key) {
        return "LOGIN " + dana + " " + PASSWORD + " 4000 udp=4001 key=" + key;
    }

    private Optional<PublicKey> keyOfDanasPlace(RegistryFixture registry) {
        return stored(registry, room)
                .orElseThrow()
                .place(new UserName(dana))
                .orElseThrow()
                .key();
    }

    @Test
    void placeHasTheKeyOfItsLoginAndTheAbsentMemberToo() {
        String key = "5b".repeat(32);
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            host = registry.connect();
            host.register(dana);
            host.enter(loginWith(key));
            guest = registry.newUser(emil);
            host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
            guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
            assertEquals(Optional.of(new PublicKey(key)), keyOfDanasPlace(registry));
            host.close();
            guest.notice("USER_ABSENT");
            assertTrue(guest.ask("DISCOVER_PEERS " + room).contains(" " + dana + " - 0 - 0 native " + key + " "));
        }
    }

    @Test
    void returnWithTheSameKeyChangesNoVersion() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            host.close();
            assertEquals(news("USER_ABSENT", dana, dana, 2), guest.notice());
            registry.connect().enter("LOGIN " + dana + " " + PASSWORD + " 4000 udp=4001");
            assertEquals(news("USER_BACK", dana, dana, 2), guest.notice());
        }
    }

    @Test
    void returnWithAnotherKeyRaisesTheVersion() {
        String key = "77".repeat(32);
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            host.close();
            assertEquals(news("USER_ABSENT", dana, dana, 2), guest.notice());
            registry.connect().enter(loginWith(key));
            assertEquals(news("USER_BACK", dana, dana, 3), guest.notice());
            assertEquals(Optional.of(new PublicKey(key)), keyOfDanasPlace(registry));
        }
    }

    @Test
    void placeAndHostRoleAreLostAfterTheGracePeriod() {
        try (RegistryFixture registry = RegistryFixture.start(
                folder, new TestSettings().oneGroup().graceMs(700).clock(clock))) {
            meet(registry);
            host.close();
            assertEquals(news("USER_ABSENT", dana, dana, 2), guest.notice());
            clock.advance(600);
            assertTrue(guest.hasNoNotice());
            clock.advance(200);
            assertEquals(news("USER_LEFT", dana, emil, 3), guest.notice());
            assertEquals(1, stored(registry, room).orElseThrow().members().size());
            guest.close();
            // That the guest is gone reaches the registry in its own time.
            Awaitility.await().until(() -> {
                clock.jump(300);
                return stored(registry, room).isEmpty();
            });
        }
    }

    @Test
    void exitingHostHandsTheRoomToAnAbsentMember() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            guest.close();
            assertTrue(host.notice().startsWith("USER_JOINED"));
            assertEquals(news("USER_ABSENT", emil, dana, 2), host.notice());
            host.ask("ROOM_EXIT " + dana + " " + room);
            assertEquals(emil, stored(registry, room).orElseThrow().host().shown());
        }
    }

    @Test
    void placesOutliveARestartForTheGracePeriod() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup())) {
            meet(registry);
            registry.restart(new TestSettings().oneGroup());
            assertEquals(dana, stored(registry, room).orElseThrow().host().shown());
            NativeClient back = registry.connect()
                    .enter("RESUME " + guest.credentials().token().text());
            assertTrue(back.ask("DISCOVER_PEERS " + room).contains(" host=" + dana + " version=2 "));
            registry.resume(host);
            assertTrue(back.notice().startsWith("USER_BACK " + dana + " "));

            registry.restart(new TestSettings().oneGroup().graceMs(3_000).clock(clock));
            NativeClient again = registry.connect()
                    .enter("RESUME " + guest.credentials().token().text());
            clock.advance(3_100);
            assertEquals(news("USER_LEFT", dana, emil, 3), again.notice());
        }
    }

    @Test
    void theRegistrySaysGoodbyeWhenItCloses() {
        RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
        NativeClient client = registry.newUser(dana);
        await(registry.registry().stop());
        assertEquals("SESSION_ENDED shutdown", client.notice());
        client.awaitClosed();
        registry.close();
    }
}
