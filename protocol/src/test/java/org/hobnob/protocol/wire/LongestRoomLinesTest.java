package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** Whatever a room's engine may say over a line fits one (SPEC 7 and 9). */
class LongestRoomLinesTest {
    private static final String TAG = "t".repeat(Limits.TAG_CHARS);
    private static final UserName USER = new UserName("u".repeat(32));
    private static final RoomName ROOM = new RoomName("r".repeat(32));
    private static final long NUMBER = 999_999_999_999_999_999L;
    private static final RoomKeys KEYS = new RoomKeys(
            new StreamSalt("f".repeat(32)),
            NUMBER,
            LongStream.range(NUMBER - RoomKeys.MAX_CHAINS, NUMBER)
                    .mapToObj(number -> new ChainKey(0xFFFF_FFFFL, number, new byte[ChainKey.BYTES]))
                    .toList(),
            Optional.of(new ControlKey(0xFFFF_FFFFL, new byte[ControlKey.BYTES])));
    private static final List<RoomDatagram> DATAGRAMS =
            Collections.nCopies(RoomLines.MAX_DATAGRAMS, RoomDatagram.of(new byte[RoomDatagram.MAX_BYTES]));

    @Test
    void theLongestLinesFit() {
        assertFits(NativePeer.print(TAG, new PeerMessage.DirectBroadcast(USER, ROOM, DATAGRAMS)));
        assertFits(NativePeer.print(TAG, new PeerMessage.GiveRoomKeys(USER, ROOM, KEYS)));
        assertFits(NativePeer.print(TAG, new PeerMessage.AskRoomKeys(USER, ROOM, -1, NUMBER)));
        assertFits(NativePeer.print(TAG, new PeerMessage.AskRoomRepair(USER, ROOM, -1, NUMBER, NUMBER)));
        assertFits(NativePeer.print(TAG, new PeerReply.RoomKeysAnswer(Optional.of(KEYS))));
        assertFits(NativePeer.print(TAG, new PeerReply.RoomRepair(DATAGRAMS)));
        assertFits(NativePeer.print(TAG, new PeerMessage.AskRoomHistory(USER, ROOM, -1, NUMBER, NUMBER)));
        HistoryEntry entry = new HistoryEntry(
                USER, Examples.KEY, KEYS.salt(), new byte[32], RoomDatagram.of(new byte[RoomDatagram.MAX_BYTES]));
        assertFits(NativePeer.print(
                TAG, new PeerReply.RoomHistory(Optional.of(Collections.nCopies(RoomLines.MAX_DATAGRAMS, entry)))));
        StreamHead head = new StreamHead(USER, -1, NUMBER, "f".repeat(32));
        assertFits(NativePeer.print(
                TAG, new PeerReply.RoomHeads(Optional.of(Collections.nCopies(RoomLines.MAX_HEADS, head)))));
    }

    private static void assertFits(NativeLine line) {
        int bytes = line.print().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= Limits.LINE_BYTES, line.name() + " takes " + bytes);
    }
}
