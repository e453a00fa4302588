package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
import org.hobnob.protocol.room.history.HistoryFetch;
import org.hobnob.protocol.room.history.PastMessages;
import org.hobnob.protocol.room.history.Presences;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.seal.EntryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of that which members hand over is shown (SPEC 15). */
class PastNewsTest {
    private static final UserName EVE = new UserName("eve");
    private static final PublicKey KNOWN = new PublicKey("dd".repeat(32));
    private static final PublicKey MADE_UP = new PublicKey("ee".repeat(32));

    @TempDir
    private Path folder;

    private static HistoryFetch.Found found(PublicKey key, long number) {
        SealedContent content = new SealedContent.Messages(List.of(new SealedContent.Message(
                new MessageId("%032x".formatted(number)), MessageBody.of(new ChatText("hello")))));
        EntryReader.Said said = new EntryReader.Said(
                EVE,
                new RoomHeader(
                        RoomHeader.VERSION_2, RoomHeader.KIND_SEALED, RoomId.of(new RoomName("lab")), 1, 7, number),
                content,
                new Link(ShortHash.NONE, new RosterClaim(1, new ShortHash(1, 1))),
                new HistoryEntry(
                        EVE, key, new StreamSalt("0a".repeat(16)), new byte[32], RoomDatagram.of(new byte[200])));
        return new HistoryFetch.Found(said, EVE);
    }

    private static List<HistoryFetch.Found> stream(PublicKey key, int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> found(key, number))
                .toList();
    }

    @Test
    void newestLinesUnderUnknownKeysAreShown() {
        List<List<HistoryFetch.Found>> shown = PastNews.bounded(
                List.of(
                        stream(MADE_UP, PastNews.MOST_UNKNOWN - 10),
                        stream(KNOWN, 3 * PastNews.MOST_UNKNOWN),
                        stream(MADE_UP, PastNews.MOST_UNKNOWN)),
                (user, key) -> key.equals(KNOWN));
        assertEquals(
                List.of(PastNews.MOST_UNKNOWN - 10, 3 * PastNews.MOST_UNKNOWN, 10),
                shown.stream().map(List::size).toList());
        assertEquals(
                PastNews.MOST_UNKNOWN - 9L, shown.get(2).get(0).said().header().sequence());
    }

    /** A holder has these datagrams of one stream; shows what is fetched of it in a room whose engine awaits later ones. */
    private List<String> shownOf(int count, long awaitedFrom, List<Long> left, Set<MessageId> delivered) {
        List<String> shown = new ArrayList<>();
        RoomListener listener = (RoomListener) Proxy.newProxyInstance(
                RoomListener.class.getClassLoader(), new Class<?>[] {RoomListener.class}, (proxy, method, words) -> {
                    shown.add(((PastMessages.Past) words[1]).id().hex().replaceFirst("0+", ""));
                    return Future.succeededFuture();
                });
        RoomArchives archives =
                RoomArchives.open(folder, new SecureRandom(), () -> true, () -> RoomArchive.Bounds.STANDARD);
        RoomName lab = new RoomName("lab");
        RoomPast.Parts parts =
                new RoomPast.Parts(null, archives, null, listener, Optional::empty, true, MADE_UP, new Random(1));
        RoomPast room = new RoomPast(lab, new UserName("dana"), parts);
        RoomPast.Awaited awaited = new RoomPast.Awaited() {
            @Override
            public boolean awaits(long stream, long number) {
                return number >= awaitedFrom;
            }

            @Override
            public void take(byte[] datagram) {
                left.add((long) datagram.length);
            }
        };
        room.begin(awaited, Map.of(EVE, delivered));
        Iterator<HistoryFetch.Found> entries = stream(KNOWN, count).iterator();
        RoomArchive archive = archives.archive("lab");
        HistoryFetch fetch = new HistoryFetch(
                List.of(EVE),
                archive::has,
                archive::droppedTo,
                entry -> Optional.of(entries.next().said()),
                HistoryFetch.Bounds.STANDARD);
        fetch.next();
        fetch.heads(Optional.of(List.of(new StreamHead(EVE, 7, count, "00".repeat(16)))));
        fetch.next();
        fetch.entries(Optional.of(
                stream(KNOWN, count).stream().map(one -> one.said().entry()).toList()));
        new PastNews(lab, new UserName("dana"), parts, room)
                .show(new OpenPast("lab", archive, new Presences(), null), fetch);
        LongStream.rangeClosed(1, count)
                .forEach(number -> assertEquals(number < awaitedFrom, archive.has(7, number), "kept: " + number));
        archives.close();
        return shown;
    }

    @Test
    void whatTheEngineStillAwaitsIsLeftToIt() {
        List<Long> left = new ArrayList<>();
        assertEquals(List.of("1", "2"), shownOf(4, 3, left, Set.of()));
        assertEquals(List.of(200L, 200L), left);
    }

    /** The archive is written once a second, so that a killed program may have shown more than it holds. */
    @Test
    void killedProgramsDeliveriesAreNotShownAgain() {
        Set<MessageId> delivered = Set.of(new MessageId("%032x".formatted(2)), new MessageId("%032x".formatted(3)));
        assertEquals(List.of("1", "4"), shownOf(4, 5, new ArrayList<>(), delivered));
    }
}
