package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.junit.jupiter.api.Test;

/** A list that outgrows a line loses whole entries at its end and says so (SPEC 4.5). */
class PageCutTest {
    /** As long as they may be. */
    private static final UserStatus AWAY =
            UserStatus.of("away", "x".repeat(UserStatus.MAX_BYTES)).orElseThrow();

    private static final Capabilities CAPS = Capabilities.of(IntStream.range(10, 20)
            .mapToObj(i -> "w".repeat(16) + i)
            .map(w -> w.substring(2))
            .toList());

    private static final String LONGEST_TAG = "0123456789abcdef";

    @Test
    void contactsAreCutAtAWholeEntry() {
        List<Contact> all = contacts(200);
        Reply.Peers read = assertInstanceOf(Reply.Peers.class, throughALine(new Reply.Peers(all, Optional.empty())));
        assertIsCutStart(all, read.peers(), read.more());
    }

    @Test
    void membersAreCutAtAWholeEntry() {
        RoomState state = new RoomState(
                RoomName.of("r".repeat(32)).orElseThrow(),
                user(1),
                999_999_999_999_999_999L,
                65_535,
                Integer.MAX_VALUE,
                RoomKind.SEALED,
                Optional.of(new GroupAddress("239.255.255.255", 65_535)),
                Optional.of(new RoomInstance("f".repeat(32))),
                new RoomSettings(
                        new Title("=".repeat(Title.MAX_BYTES)),
                        true,
                        RoomPosting.HOSTS,
                        IntStream.range(0, RoomSettings.MAX_MORE_HOSTS)
                                .mapToObj(i -> new UserName(i + "h".repeat(31)))
                                .toList(),
                        new RoomHistory(RoomHistory.MAX_DAYS),
                        true));
        List<Member> all = contacts(200).stream()
                .map(c -> new Member(c.user(), Optional.of(c)))
                .toList();
        Reply.RoomPeers read = assertInstanceOf(
                Reply.RoomPeers.class, throughALine(new Reply.RoomPeers(state, all, Optional.empty())));
        assertIsCutStart(all, read.members(), read.more());
    }

    @Test
    void roomsAreCutAtAWholeEntry() {
        Title title = new Title("é =\\".repeat(40));
        List<RoomSummary> all =
                IntStream.range(0, 100).mapToObj(i -> room(i, title, users(4))).toList();
        Reply.Rooms read = assertInstanceOf(Reply.Rooms.class, throughALine(new Reply.Rooms(all, Optional.empty())));
        assertIsCutStart(all, read.rooms(), read.more());
    }

    @Test
    void roomTellsItsFirstMembers() {
        RoomSummary crowded = room(1, Title.NONE, users(100));
        Reply.Rooms read = assertInstanceOf(
                Reply.Rooms.class,
                throughALine(new Reply.Rooms(List.of(crowded, room(2, Title.NONE, users(1))), Optional.empty())));
        List<UserName> told = read.rooms().get(0).members();
        int bytes = told.stream().mapToInt(user -> user.shown().length() + 1).sum();
        assertEquals(users(100).subList(0, told.size()), told);
        assertTrue(bytes <= Limits.ROOM_NAMES_BYTES && bytes > Limits.ROOM_NAMES_BYTES - 33, "bytes " + bytes);
        assertEquals(users(1), read.rooms().get(1).members());
    }

    private static RoomSummary room(int number, Title title, List<UserName> members) {
        return new RoomSummary(
                new RoomName("room" + number), title, 100, 100, user(number), true, RoomKind.SEALED, members);
    }

    private static List<UserName> users(int count) {
        return IntStream.range(0, count).mapToObj(PageCutTest::user).toList();
    }

    @Test
    void namesAreCutAtAWholeEntry() {
        List<UserName> all =
                IntStream.range(0, 1_000).mapToObj(PageCutTest::user).toList();
        Reply.PeerNames read =
                assertInstanceOf(Reply.PeerNames.class, throughALine(new Reply.PeerNames(all, Optional.empty())));
        assertIsCutStart(all, read.peers(), read.more());
    }

    @Test
    void aFullPageOfShortEntriesIsNotCut() {
        List<UserName> all = IntStream.range(0, Limits.PAGE_ENTRIES)
                .mapToObj(PageCutTest::user)
                .toList();
        Reply.PeerNames read =
                assertInstanceOf(Reply.PeerNames.class, throughALine(new Reply.PeerNames(all, Optional.empty())));
        assertEquals(all, read.peers());
        assertFalse(read.more());
    }

    private static void assertIsCutStart(List<?> all, List<?> read, boolean more) {
        assertTrue(more);
        assertTrue(read.size() >= 10 && read.size() < all.size(), "entries " + read.size());
        assertEquals(all.subList(0, read.size()), read);
    }

    private static Reply throughALine(Reply reply) {
        String text = NativeReplies.print(LONGEST_TAG, reply).print();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= Limits.LINE_BYTES, "line of " + bytes);
        Parsed<Reply> parsed = NativeReplies.parse(NativeLine.parse(text).orElseThrow(), reply.command());
        return (Reply) assertInstanceOf(Parsed.Valid.class, parsed).value();
    }

    private static List<Contact> contacts(int count) {
        PublicKey key = new PublicKey("a".repeat(64));
        List<RoomName> rooms = List.of(new RoomName("Networks"), new RoomName("room170"));
        return IntStream.range(0, count)
                .mapToObj(i -> new Contact(
                        user(i), "192.168.1.7", 5000, 5001, DialectName.NATIVE, Optional.of(key), CAPS, AWAY, rooms))
                .toList();
    }

    private static UserName user(int number) {
        return new UserName("averyveryverylongusername" + number);
    }
}
