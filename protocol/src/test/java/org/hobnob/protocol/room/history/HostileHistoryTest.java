package org.hobnob.protocol.room.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.seal.EntryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a member may claim costs others little, and takes nothing from them (SPEC 15). */
class HostileHistoryTest {
    private static final RoomId ROOM = RoomId.of(new RoomName("lab"));
    private static final UserName EVE = new UserName("eve");
    private static final PublicKey HERS = new PublicKey("ee".repeat(32));
    private static final UserName DAN = new UserName("dan");
    private static final PublicKey HIS = new PublicKey("dd".repeat(32));
    private static final long NOW = 1_800_000_000_000L;
    private static final long FAR = 100_000_000_000_000_000L;

    private static MessageId id(long number) {
        return new MessageId(String.format("%032x", number));
    }

    private static SealedContent message(MessageId id) {
        return new SealedContent.Messages(List.of(new SealedContent.Message(
                id, MessageBody.of(new ChatText("hello")).saidAt(NOW))));
    }

    private static EntryReader.Said said(PublicKey key, long stream, long number, SealedContent content) {
        HistoryEntry entry = new HistoryEntry(
                EVE, key, new StreamSalt("0a".repeat(16)), new byte[32], RoomDatagram.of(new byte[200]));
        RoomHeader header = new RoomHeader(RoomHeader.VERSION_2, RoomHeader.KIND_SEALED, ROOM, 1, stream, number);
        Link link = new Link(ShortHash.NONE, new RosterClaim(1, new ShortHash(1, 1)));
        return new EntryReader.Said(EVE, header, content, link, entry);
    }

    @Test
    @Timeout(value = 30, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void gapOfAnyWidthIsCountedAtOnce() {
        List<HistoryFetch.Found> stream = List.of(
                new HistoryFetch.Found(said(HERS, 7, 5, message(id(1))), EVE),
                new HistoryFetch.Found(said(HERS, 7, FAR, message(id(2))), EVE));
        List<PastMessages.Past> shown = PastMessages.of(List.of(stream), (of, number) -> number < 10);
        assertEquals(FAR - 10, shown.get(1).missingBefore());
    }

    @Test
    void secondHeadOfTheSameStreamIsIgnored() {
        HistoryFetch fetch = new HistoryFetch(
                List.of(EVE),
                (stream, number) -> false,
                stream -> 0,
                entry -> Optional.empty(),
                HistoryFetch.Bounds.STANDARD);
        assertInstanceOf(HistoryFetch.Step.AskHeads.class, fetch.next());
        String hash = "00".repeat(16);
        fetch.heads(Optional.of(List.of(
                new StreamHead(EVE, 7, 1, hash), new StreamHead(EVE, 7, FAR, hash), new StreamHead(EVE, 8, 2, hash))));
        assertEquals(new HistoryFetch.Step.AskEntries(EVE, 7, 1, 1), fetch.next());
        fetch.entries(Optional.empty());
        assertEquals(new HistoryFetch.Step.AskEntries(EVE, 8, 1, 2), fetch.next());
        fetch.entries(Optional.empty());
        assertInstanceOf(HistoryFetch.Step.Done.class, fetch.next());
    }

    @Test
    void anotherKeysMessageOfTheSameIdIsAnotherMessage() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        archive.add(said(HERS, 7, 1, message(id(1))), NOW);
        assertTrue(archive.has(new SignedId(HERS, id(1))));
        assertFalse(archive.has(new SignedId(HIS, id(1))));
    }

    @Test
    void partGoesToThoseWhoWereThereOnly() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        archive.add(said(HERS, 7, 1, new SealedContent.Part(id(1), 0, 2, ByteBuffer.wrap(new byte[9]))), NOW);
        assertEquals(List.of(), archive.entries(asker(new Presences()), 7, 1, 1, NOW), "a newcomer");
        Presences there = new Presences();
        there.roster(1, Map.of(DAN, HIS), 0);
        assertEquals(1, archive.entries(asker(there), 7, 1, 1, NOW).size(), "who was there");
    }

    @Test
    void whatNobodyKnowsTheKeyOfIsHandedToNobody() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        Presences there = new Presences();
        there.roster(1, Map.of(DAN, HIS), 0);
        archive.addForSelf(said(HERS, 7, 1, message(id(1))), NOW);
        archive.add(said(HERS, 7, 2, message(id(2))), NOW);
        assertTrue(archive.has(7, 1), "not fetched again");
        assertEquals(1, archive.entries(asker(there), 7, 1, 2, NOW).size());
    }

    private static RoomArchive.Asker asker(Presences presences) {
        return new RoomArchive.Asker(DAN, HIS, presences, Long.MAX_VALUE);
    }

    @Test
    void whatWasDroppedIsNotAskedForAgain() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), new RoomArchive.Bounds(1, 1_000));
        archive.add(said(HERS, 7, FAR, message(id(1))), NOW);
        archive.add(said(HERS, 7, FAR + 1, message(id(2))), NOW);
        assertEquals(1, archive.size());
        assertTrue(archive.has(7, FAR));
        HistoryFetch fetch = new HistoryFetch(
                List.of(EVE),
                archive::has,
                archive::droppedTo,
                entry -> Optional.empty(),
                HistoryFetch.Bounds.STANDARD);
        fetch.next();
        fetch.heads(Optional.of(List.of(new StreamHead(EVE, 7, FAR + 1, "00".repeat(16)))));
        assertInstanceOf(HistoryFetch.Step.Done.class, fetch.next());
        assertTrue(archive.isTooOld(said(HERS, 7, 1, message(id(3))), NOW + 1_001));
    }

    private static HistoryFetch fetch(UserName... holders) {
        return new HistoryFetch(
                List.of(holders),
                (stream, number) -> false,
                stream -> 0,
                entry -> Optional.of(said(HERS, 7, ENTRIES.indexOf(entry) + 1L, message(id(ENTRIES.indexOf(entry))))),
                HistoryFetch.Bounds.STANDARD);
    }

    /** Stand for the numbers from 1 on of stream 7. */
    private static final List<HistoryEntry> ENTRIES = LongStream.rangeClosed(1, 5)
            .mapToObj(number -> new HistoryEntry(
                    EVE,
                    HERS,
                    new StreamSalt("0a".repeat(16)),
                    new byte[32],
                    RoomDatagram.of(new byte[200 + (int) number])))
            .toList();

    private static Optional<List<StreamHead>> head(long number) {
        return Optional.of(List.of(new StreamHead(EVE, 7, number, "00".repeat(16))));
    }

    @Test
    void whoClaimsMuchAndHasNothingIsGivenUp() {
        HistoryFetch fetch = fetch(EVE, DAN);
        fetch.next();
        fetch.heads(head(FAR));
        int asked = 0;
        while (fetch.next() instanceof HistoryFetch.Step.AskEntries) {
            asked++;
            fetch.entries(Optional.of(List.of()));
        }
        assertEquals(HistoryFetch.Bounds.STANDARD.mostInVain(), asked);
        fetch.heads(head(1));
        assertEquals(new HistoryFetch.Step.AskEntries(DAN, 7, 1, 1), fetch.next());
    }

    @Test
    void endThatOneMemberCutsOffIsFetchedFromAnother() {
        HistoryFetch fetch = fetch(EVE, DAN);
        fetch.next();
        fetch.heads(head(2));
        assertEquals(new HistoryFetch.Step.AskEntries(EVE, 7, 1, 2), fetch.next());
        fetch.entries(Optional.of(ENTRIES.subList(0, 2)));
        assertEquals(new HistoryFetch.Step.AskHeads(DAN), fetch.next());
        fetch.heads(head(5));
        assertEquals(new HistoryFetch.Step.AskEntries(DAN, 7, 3, 5), fetch.next());
        fetch.entries(Optional.of(ENTRIES.subList(2, 5)));
        assertInstanceOf(HistoryFetch.Step.Done.class, fetch.next());
        assertEquals(5, fetch.found().get(0).size());
    }

    @Test
    void permissionEndsWithTheDaysOfTheRoom() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        archive.add(said(HERS, 7, 1, permitted(id(1))), NOW);
        RoomArchive.Asker newcomer = new RoomArchive.Asker(DAN, HIS, new Presences(), 1_000);
        assertEquals(1, archive.entries(newcomer, 7, 1, 1, NOW + 999).size());
        assertEquals(List.of(), archive.entries(newcomer, 7, 1, 1, NOW + 1_000));
        assertEquals(List.of(), archive.heads(newcomer, NOW + 1_000));
        RoomArchive.Asker unpermitted = new RoomArchive.Asker(DAN, HIS, new Presences(), 0);
        assertEquals(List.of(), archive.entries(unpermitted, 7, 1, 1, NOW));
    }

    private static SealedContent permitted(MessageId id) {
        return new SealedContent.Messages(List.of(new SealedContent.Message(
                id, MessageBody.of(new ChatText("hello")).saidAt(NOW).withHistory(true))));
    }

    @Test
    void datagramGoesToNewcomersIfAllItsMessagesMay() {
        RoomArchive archive = new RoomArchive(new MemoryStorage(), RoomArchive.Bounds.STANDARD);
        SealedContent.Message may =
                ((SealedContent.Messages) permitted(id(1))).messages().get(0);
        SealedContent.Message mayNot =
                ((SealedContent.Messages) message(id(2))).messages().get(0);
        archive.add(said(HERS, 7, 1, new SealedContent.Messages(List.of(may, mayNot))), NOW);
        assertEquals(List.of(), archive.entries(asker(new Presences()), 7, 1, 1, NOW));
    }
}
