package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
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
import org.hobnob.protocol.room.seal.EntryReader;
import org.junit.jupiter.api.Test;

/** What of that which members hand over is shown (SPEC 15). */
class PastNewsTest {
    private static final UserName EVE = new UserName("eve");
    private static final PublicKey KNOWN = new PublicKey("dd".repeat(32));
    private static final PublicKey MADE_UP = new PublicKey("ee".repeat(32));

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
    void ofWhatIsUnderUnknownKeysABoundedNumberIsShownTheNewest() {
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
}
