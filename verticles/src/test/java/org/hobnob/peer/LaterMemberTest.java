package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.Parsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member whose program is of a later version says what this version cannot read (SPEC 8.2). */
@Tag("slow")
class LaterMemberTest {
    private static final byte LATER_TYPE = 99;

    @TempDir
    Path folder;

    private RoomFixture room;
    private BusPeer omar;
    private Forger dana;
    private long stream;
    private ChainKey key;

    @BeforeEach
    void start() {
        room = new RoomFixture(folder, "dana", "omar");
        omar = room.peer("omar");
        dana = new Forger(RoomFixture.ID, room.peer("dana").identity());
        room.say("dana", "one");
        room.allWasShownOnceAndNothingElse();
        stream = room.statusOf("dana").header().stream();
        key = keyBehindTheFirst();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    private ChainKey keyBehindTheFirst() {
        try (Stranger asOmar = room.knock("omar", "dana")) {
            asOmar.say("@k ASK_ROOM_KEYS omar lab3 " + HexFormat.of().toHexDigits(stream) + " 1\n");
            NativeLine line = NativeLine.parse(asOmar.hear()).orElseThrow();
            PeerReply reply = ((Parsed.Valid<PeerReply>) NativePeer.parseReply(line)).value();
            List<ChainKey> chains =
                    ((PeerReply.RoomKeysAnswer) reply).keys().orElseThrow().chains();
            return chains.get(chains.size() - 1);
        }
    }

    private static MessageId id(int number) {
        return new MessageId("%032x".formatted(number));
    }

    private static byte[] ofLaterType(MessageId id) {
        byte[] content = new byte[50];
        content[0] = LATER_TYPE;
        System.arraycopy(HexFormat.of().parseHex(id.hex()), 0, content, 1, 16);
        return content;
    }

    @Test
    void unreadableMessageIsToldAndTheStreamGoesOn() {
        assertEquals(2, key.sequence());
        ChainKey next = Forger.next(key);
        room.wire().send(dana.sealed(stream, key, ofLaterType(id(1))));
        room.wire().send(dana.said(stream, next, id(2), "three"));
        omar.console().see("room-text", "user", "dana", "text", "three");
        omar.console().see("room-unreadable", "user", "dana", "room", "lab3", "again", "false");
        assertEquals(0, omar.console().count("room-gap"));
        Awaitility.await("omar acknowledges it")
                .until(() -> room.statusOf("omar").status().heard().stream()
                        .filter(heard -> heard.stream() == stream)
                        .mapToLong(RoomStatus.Heard::through)
                        .anyMatch(through -> through == next.sequence()));
    }
}
