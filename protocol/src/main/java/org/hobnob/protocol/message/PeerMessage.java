package org.hobnob.protocol.message;

/** What one peer sends another over TCP (SPEC 7; exchanges 9, 11 and 16). */
public sealed interface PeerMessage {
    /** Asks for a one-to-one chat. */
    record ChatRequest(UserName sender, UserName recipient) implements PeerMessage {}

    /** One message from one user to another. */
    record DirectMessage(UserName sender, UserName recipient, MessageId id, LogPlace place, ChatText text)
            implements PeerMessage {}

    /** One message of a room, to a member whom multicast does not reach. */
    record DirectBroadcast(UserName sender, RoomName room, MessageId id, ChatText text) implements PeerMessage {}
}
