package org.hobnob.protocol.message.peer;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What the other peer answers (SPEC 7). */
public sealed interface PeerReply {
    /** The answer to {@link PeerMessage.ChatRequest}. */
    record ChatAnswer(ChatDecision decision, UserName sender) implements PeerReply {}

    /** How a peer answers the wish to chat. */
    enum ChatDecision {
        ACCEPT,
        REJECT,
        /** In a chat already; nobody was asked. */
        BUSY,
        /** The person was asked, and did not answer in time. */
        UNANSWERED
    }

    /**
     * The direct message was taken: it is kept for good, and shown or about to be.
     *
     * @param through every message of the log up to this number was taken
     */
    record DirectTaken(UserName sender, MessageId id, LogId log, long through, ChatText text) implements PeerReply {
        /** @throws IllegalArgumentException where the number is below 1 */
        public DirectTaken {
            if (through < 1) {
                throw new IllegalArgumentException("through " + through);
            }
        }
    }

    /** The direct message was not taken. */
    record DirectRefused(MessageId id, DirectRefusal reason) implements PeerReply {}

    /** The room's datagrams were taken; what they are worth, the room's status tells. */
    record BroadcastTaken(UserName sender) implements PeerReply {}

    /** The room's datagrams were not taken: one of the two is not in that room. */
    record BroadcastRefused(UserName sender) implements PeerReply {}

    /** The keys given were taken, or not. */
    record RoomKeysTaken(boolean taken) implements PeerReply {}

    /** The keys asked for; empty where the asker is to have none. */
    record RoomKeysAnswer(Optional<RoomKeys> keys) implements PeerReply {}

    /** The datagrams asked for: those of the first of them that are here, 0 to {@value RoomLines#MAX_DATAGRAMS}. */
    record RoomRepair(List<RoomDatagram> datagrams) implements PeerReply {
        public RoomRepair {
            datagrams = RoomLines.require(datagrams, 0);
        }
    }

    /** Nothing is repaired for the asker: one of the two is not in that room. */
    record RoomRepairRefused() implements PeerReply {}

    /** The line was no message that this peer understands. */
    record NotUnderstood(Reason reason) implements PeerReply {}
}
