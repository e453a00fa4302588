package org.hobnob.protocol.message.peer;

import java.util.List;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** What one peer sends another over TCP (SPEC 7; exchanges 9, 11 and 16). */
public sealed interface PeerMessage {
    /** Asks for a one-to-one chat. */
    record ChatRequest(UserName sender, UserName recipient) implements PeerMessage {}

    /** One message from one user to another. */
    record DirectMessage(UserName sender, UserName recipient, MessageId id, LogPlace place, ChatText text)
            implements PeerMessage {}

    /** Datagrams of a room, to a member whom multicast does not reach; 1 to {@value RoomLines#MAX_DATAGRAMS}. */
    record DirectBroadcast(UserName sender, RoomName room, List<RoomDatagram> datagrams) implements PeerMessage {
        public DirectBroadcast {
            datagrams = RoomLines.require(datagrams, 1);
        }
    }

    /** Gives a member the keys of the sender's stream. */
    record GiveRoomKeys(UserName sender, RoomName room, RoomKeys keys) implements PeerMessage {}

    /**
     * Asks a member for the keys of its stream.
     *
     * @param stream the stream that the asker knows of; another is answered for if that is the member's
     * @param through up to where the asker has delivered it, 0 for nothing
     */
    record AskRoomKeys(UserName sender, RoomName room, long stream, long through) implements PeerMessage {
        /** @throws IllegalArgumentException where a number is out of range */
        public AskRoomKeys {
            if (stream == 0 || through < 0) {
                throw new IllegalArgumentException("stream " + stream + " through " + through);
            }
        }
    }

    /**
     * Asks a member for datagrams of a stream, its own or another's.
     *
     * @param from the first number, from 1
     * @param to the last, at most {@value RoomLines#MAX_NUMBERS} numbers in all
     */
    record AskRoomRepair(UserName sender, RoomName room, long stream, long from, long to) implements PeerMessage {
        /** @throws IllegalArgumentException where a number is out of range */
        public AskRoomRepair {
            if (stream == 0 || from < 1 || to < from || to - from >= RoomLines.MAX_NUMBERS) {
                throw new IllegalArgumentException("stream " + stream + " from " + from + " to " + to);
            }
        }
    }
}
