package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomGuests;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists over several pages: everything once, in order. */
@Tag("slow")
class NativePagingTest {
    private static final int ROOMS = 120;
    private static final int PEERS = 60;
    private static final int MEMBERS = 95;
    private static final SessionId SESSION = SessionId.ofBits(1);

    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static NativeClient asker;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder);
        asker = registry.newUser("asker");
        // Titles so long that a page ends with the line, not with the fiftieth entry.
        Title title = new Title("t".repeat(Title.MAX_BYTES));
        for (int i = 0; i < ROOMS; i++) {
            Room.Place creator = new Room.Place(new UserName("user" + i), SESSION);
            await(registry.store()
                    .rooms()
                    .insert(Room.create(room(i), RoomKind.SEALED, title, 10, Optional.empty(), 0, creator)));
        }
        await(registry.store().rooms().insert(crowd()));
        IntStream.range(0, PEERS).forEach(i -> registry.newUser("Peer" + i));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** In mixed case, as pages are in the order of folded names. */
    private static RoomName room(int i) {
        return new RoomName((i % 2 == 0 ? "Room" : "rOOM") + i);
    }

    private static Room crowd() {
        List<Room.Place> places = IntStream.range(0, MEMBERS)
                .mapToObj(i -> new Room.Place(new UserName("member" + (MEMBERS - i)), SESSION))
                .toList();
        UserName host = places.get(0).user();
        return new Room(
                new RoomName("crowd"),
                RoomKind.SEALED,
                Title.NONE,
                MEMBERS,
                Optional.empty(),
                0,
                host,
                1,
                places,
                Optional.empty(),
                Optional.empty(),
                RoomSettings.DEFAULT,
                RoomGuests.NONE);
    }

    @Test
    void pagesOfRoomsHoldEachRoomOnceInOrder() {
        List<RoomName> seen = new ArrayList<>();
        Optional<RoomName> after = Optional.empty();
        boolean more = true;
        while (more) {
            Reply.Rooms page = (Reply.Rooms) asker.ask(new Request.ListRooms(Detail.DETAILED, after));
            page.rooms().stream().map(RoomSummary::room).forEach(seen::add);
            after = Optional.of(seen.get(seen.size() - 1));
            more = page.more();
        }
        assertEquals(expectedRooms(), seen);
    }

    @Test
    void pagesOfRoomNamesHoldEachOnceInOrder() {
        List<RoomName> seen = new ArrayList<>();
        Optional<RoomName> after = Optional.empty();
        boolean more = true;
        int pages = 0;
        while (more) {
            Reply.RoomNames page = (Reply.RoomNames) asker.ask(new Request.ListRooms(Detail.PARTIAL, after));
            assertTrue(page.rooms().size() <= 50);
            seen.addAll(page.rooms());
            after = Optional.of(seen.get(seen.size() - 1));
            more = page.more();
            pages++;
        }
        assertEquals(expectedRooms(), seen);
        assertEquals(3, pages);
    }

    private static List<RoomName> expectedRooms() {
        List<RoomName> all = new ArrayList<>(List.of(new RoomName("crowd")));
        IntStream.range(0, ROOMS).mapToObj(NativePagingTest::room).forEach(all::add);
        return all.stream().sorted().toList();
    }

    @Test
    void pagesOfPeersHoldEachOnceInOrder() {
        List<UserName> expected = IntStream.range(0, PEERS)
                .mapToObj(i -> new UserName("Peer" + i))
                .sorted()
                .toList();
        List<UserName> seen = new ArrayList<>();
        Optional<UserName> after = Optional.empty();
        boolean more = true;
        while (more) {
            Reply.Peers page = (Reply.Peers) asker.ask(new Request.ListPeers(Detail.DETAILED, after));
            page.peers().stream().map(Contact::user).forEach(seen::add);
            after = Optional.of(seen.get(seen.size() - 1));
            more = page.more();
        }
        assertEquals(expected, seen);
    }

    @Test
    void pagesOfMembersHoldEachOnceOldestFirst() {
        List<UserName> seen = new ArrayList<>();
        Optional<UserName> after = Optional.empty();
        boolean more = true;
        while (more) {
            Reply.RoomPeers page = (Reply.RoomPeers) asker.ask(new Request.ListRoomPeers(new RoomName("crowd"), after));
            assertEquals(MEMBERS, page.state().capacity());
            page.members().stream().map(Member::user).forEach(seen::add);
            after = Optional.of(seen.get(seen.size() - 1));
            more = page.more();
        }
        assertEquals(crowd().users(), seen);
    }

    @Test
    void pageAfterTheLastEntryIsEmpty() {
        Reply.RoomNames rooms =
                (Reply.RoomNames) asker.ask(new Request.ListRooms(Detail.PARTIAL, Optional.of(new RoomName("zzz"))));
        assertTrue(rooms.rooms().isEmpty());
        assertFalse(rooms.more());
        Reply.Peers peers =
                (Reply.Peers) asker.ask(new Request.ListPeers(Detail.DETAILED, Optional.of(new UserName("zzz"))));
        assertTrue(peers.peers().isEmpty());
        assertFalse(peers.more());
    }
}
