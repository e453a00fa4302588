package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
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
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.seal.EntryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomArchivesTest {
    private static final UserName DANA = new UserName("dana");
    private static final long DAY = 86_400_000;

    @TempDir
    Path profile;

    private static EntryReader.Said said(long atMs) {
        SealedContent content = new SealedContent.Messages(List.of(new SealedContent.Message(
                new MessageId("01".repeat(16)),
                MessageBody.of(new ChatText("hello")).saidAt(atMs))));
        return new EntryReader.Said(
                DANA,
                new RoomHeader(RoomHeader.VERSION_2, RoomHeader.KIND_SEALED, RoomId.of(new RoomName("lab")), 1, 7, 1),
                content,
                new Link(ShortHash.NONE, new RosterClaim(1, new ShortHash(1, 1))),
                new HistoryEntry(
                        DANA,
                        new PublicKey("dd".repeat(32)),
                        new StreamSalt("0a".repeat(16)),
                        new byte[32],
                        RoomDatagram.of(new byte[200])));
    }

    private RoomArchives open() {
        return RoomArchives.open(profile, new SecureRandom(), () -> true);
    }

    private static RoomArchive archive(RoomArchives archives, String room) {
        return new RoomArchive(archives.storage(room), RoomArchive.Bounds.STANDARD);
    }

    @Test
    void roomWhoseWordsAreAllTooOldIsDroppedAtTheStart() {
        long now = System.currentTimeMillis();
        try (RoomArchives archives = open()) {
            archive(archives, "left").add(said(now - 31 * DAY), now);
            archive(archives, "used").add(said(now - DAY), now);
        }
        try (RoomArchives archives = open()) {
            assertEquals(0, archive(archives, "left").size());
            assertEquals(1, archive(archives, "used").size());
        }
    }
}
