package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in which room, under which host, and who is told. */
@Tag("slow")
class NativeRoomsTest {
    private static final int CLIENTS = 30;
    private static final int PLACES = 10;

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void concurrentJoinsDoNotExceedTheCapacity() {
        String room = name("room");
        NativeClient host = registry.newUser(name("host"));
        host.ask("CREATE_CHAT_ROOM " + room + " - " + (PLACES + 1) + " \\z");
        List<NativeClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> registry.newUser(name("guest")))
                .toList();
        List<Future<String>> joins = clients.stream()
                .map(client -> client.asking("JOIN_CHAT_ROOM " + room + " - 1"))
                .toList();
        List<String> replies = joins.stream().map(Await::await).toList();

        assertEquals(
                PLACES,
                replies.stream()
                        .filter(line -> line.startsWith("JOIN <SUCCESS>"))
                        .count());
        assertEquals(
                CLIENTS - PLACES,
                replies.stream()
                        .filter("JOIN <FAILURE> <404> reason=room-full"::equals)
                        .count());
        Room stored = stored(room);
        assertEquals(PLACES + 1, stored.members().size());
        assertEquals(PLACES + 1, stored.version());
        Set<String> versions = new HashSet<>();
        IntStream.range(0, PLACES).forEach(i -> versions.add(host.notice().replaceAll(".*version=([0-9]+).*", "$1")));
        assertEquals(PLACES, versions.size(), "each join has a version of its own");
    }

    private static Room stored(String room) {
        return await(registry.store().rooms().find(new RoomName(room))).orElseThrow();
    }

    @Test
    void theOldestMemberFollowsAHostWhoLeaves() {
        String room = name("room");
        String dana = name("dana");
        String emil = name("emil");
        String fay = name("fay");
        NativeClient first = registry.newUser(dana);
        NativeClient second = registry.newUser(emil);
        NativeClient third = registry.newUser(fay);
        first.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
        second.ask("JOIN_CHAT_ROOM " + room + " - 1");
        third.ask("JOIN_CHAT_ROOM " + room + " - 1");
        first.ask("ROOM_EXIT " + dana + " " + room);

        String left = "USER_LEFT " + dana + " " + room + " host=" + emil + " version=4 port=4001 capacity=9 kind=sealed"
                + TestSettings.GROUP;
        second.notice();
        assertEquals(left, second.notice());
        assertEquals(emil, stored(room).host().shown());
    }

    @Test
    void theKindIsFixedForTheRoomsLife() {
        String room = name("room");
        String dana = name("dana");
        NativeClient first = registry.newUser(dana);
        NativeClient second = registry.newUser(name("emil"));
        assertTrue(first.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z kind=open").contains(" kind=open "));
        assertTrue(second.ask("JOIN_CHAT_ROOM " + room + " - 1").contains(" kind=open "));
        assertTrue(first.ask("ROOM_EXIT " + dana + " " + room).contains("<200>"));
        assertTrue(second.notice().contains(" kind=open "));
        assertTrue(second.ask("DISCOVER_PEERS " + room).contains(" kind=open "));
        assertEquals(RoomKind.OPEN, stored(room).kind());
    }

    @Test
    void aKindThatIsNoneMakesNoRoom() {
        String room = name("room");
        NativeClient dana = registry.newUser(name("dana"));
        assertEquals(
                "CREATION <MALFORMED> <400> reason=malformed",
                dana.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z kind=ajar"));
        assertEquals("JOIN <FAILURE> <404> reason=no-such-room", dana.ask("JOIN_CHAT_ROOM " + room + " - 1"));
    }

    @Test
    void noticesReachExactlyTheOtherMembers() {
        String room = name("room");
        String elsewhere = name("elsewhere");
        String emil = name("emil");
        NativeClient dana = registry.newUser(name("dana"));
        NativeClient guest = registry.newUser(emil);
        NativeClient stranger = registry.newUser(name("stranger"));
        NativeClient watcher = registry.newUser(name("watcher"));
        dana.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
        stranger.ask("CREATE_CHAT_ROOM " + elsewhere + " - 9 \\z");

        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        guest.ask("ROOM_EXIT " + emil + " " + room);
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        guest.ask("LOGOUT");
        watcher.ask("JOIN_CHAT_ROOM " + elsewhere + " - 1");

        assertEquals(
                List.of("USER_JOINED", "USER_LEFT", "USER_JOINED", "USER_LOGOUT"),
                IntStream.range(0, 4)
                        .mapToObj(i -> dana.notice())
                        .peek(notice -> assertTrue(notice.contains(" " + emil + " " + room + " "), notice))
                        .map(notice -> notice.substring(0, notice.indexOf(' ')))
                        .toList());
        // The news of one room come in order: had it heard of the other room, this would not be the first.
        assertTrue(stranger.notice().contains(" " + elsewhere + " "), "the first that the stranger hears");
        assertTrue(guest.hasNoNotice() && watcher.hasNoNotice(), "nobody is told of the own doing");
    }

    @Test
    void joiningAgainIsNotAnnounced() {
        String room = name("room");
        String emil = name("emil");
        NativeClient host = registry.newUser(name("dana"));
        NativeClient guest = registry.newUser(emil);
        host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z");
        String joined = guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        assertEquals(joined, guest.ask("JOIN_CHAT_ROOM " + room + " - 1"));
        guest.ask("ROOM_EXIT " + emil + " " + room);

        assertTrue(host.notice().startsWith("USER_JOINED "));
        assertTrue(host.notice().startsWith("USER_LEFT "), "told of one joining");
    }

    @Test
    void aUserMayBeInSeveralRoomsAndLogsOutOfAll() {
        String dana = name("dana");
        List<String> rooms = List.of(name("room"), name("room"), name("room"));
        NativeClient guest = registry.newUser(dana);
        NativeClient host = registry.newUser(name("host"));
        rooms.forEach(room -> host.ask("CREATE_CHAT_ROOM " + room + " - 9 \\z"));
        rooms.forEach(room -> guest.ask("JOIN_CHAT_ROOM " + room + " - 1"));
        assertTrue(host.ask("SEARCH_USER " + dana).contains(" " + String.join(",", rooms) + " "));
        rooms.forEach(room -> host.notice());
        guest.ask("LOGOUT");

        Set<String> left = new HashSet<>();
        rooms.forEach(room -> left.add(host.notice().split(" ")[2]));
        assertEquals(Set.copyOf(rooms), left);
        rooms.forEach(room -> assertEquals(1, stored(room).members().size()));
    }

    /** Two registries on one store: only compare-and-set stands between them and an eleventh member. */
    @Test
    void twoRegistriesTogetherFillARoomExactly(@TempDir Path own) throws Exception {
        String room = name("room");
        try (EmbeddedStore store = EmbeddedStore.open(own, "127.0.0.1", 0);
                RegistryFixture here = RegistryFixture.sharing(store, own);
                RegistryFixture there = RegistryFixture.sharing(store, own)) {
            NativeClient host = here.newUser(name("host"));
            host.ask("CREATE_CHAT_ROOM " + room + " - " + (PLACES + 1) + " \\z");
            List<NativeClient> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> i % 2 == 0 ? here.newUser(name("guest")) : there.newUser(name("guest")))
                    .toList();
            List<String> replies =
                    clients.stream().map(client -> client.asking("JOIN_CHAT_ROOM " + room + " - 1")).toList().stream()
                            .map(Await::await)
                            .toList();
            assertEquals(
                    PLACES,
                    replies.stream()
                            .filter(line -> line.startsWith("JOIN <SUCCESS>"))
                            .count());
            Optional<Room> stored = await(here.store().rooms().find(new RoomName(room)));
            assertEquals(PLACES + 1, stored.orElseThrow().members().size());
        }
    }
}
