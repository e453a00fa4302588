package org.hobnob.protocol.message.peer;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The other peer's reply (SPEC 7). */
public sealed interface PeerReply {
    /** The answer to {@link PeerMessage.ChatRequest}. */
    record ChatAnswer(ChatDecision decision, UserName sender) implements PeerReply {}

    /** The answers to a chat request. */
    enum ChatDecision {
        ACCEPT,
        REJECT,
        /** The user has too many chats and was not asked. */
        BUSY,
        /** The user was asked and did not answer in time. */
        UNANSWERED
    }

    /**
     * The direct message was taken: it is stored, and has been or will be shown.
     *
     * @param through every message of the log up to this number was taken
     */
    record DirectTaken(UserName sender, MessageId id, LogId log, long through, ChatText text) implements PeerReply {
        /** @throws IllegalArgumentException if the number is below 1 */
        public DirectTaken {
            if (through < 1) {
                throw new IllegalArgumentException("through " + through);
            }
        }
    }

    /** The direct message was refused. */
    record DirectRefused(MessageId id, DirectRefusal reason) implements PeerReply {}

    /** The room's datagrams arrived; the room's status says which of them were accepted. */
    record BroadcastTaken(UserName sender) implements PeerReply {}

    /** The room's datagrams were refused, because one of the two users is not in the room. */
    record BroadcastRefused(UserName sender) implements PeerReply {}

    /** Whether the keys were accepted. */
    record RoomKeysTaken(boolean taken) implements PeerReply {}

    /** The requested keys; empty if the requester may not have any. */
    record RoomKeysAnswer(Optional<RoomKeys> keys) implements PeerReply {}

    /** The first of the requested datagrams that are kept here, 0 to {@value RoomLines#MAX_DATAGRAMS}. */
    record RoomRepair(List<RoomDatagram> datagrams) implements PeerReply {
        public RoomRepair {
            datagrams = RoomLines.require(datagrams, 0);
        }
    }

    /** The repair was refused, because one of the two users is not in the room. */
    record RoomRepairRefused() implements PeerReply {}

    /**
     * What was asked of the history, by number; empty if nothing is handed over to the asker.
     *
     * @param entries at most {@value RoomLines#MAX_DATAGRAMS}
     */
    record RoomHistory(Optional<List<HistoryEntry>> entries) implements PeerReply {
        /** @throws IllegalArgumentException if there are too many */
        public RoomHistory {
            entries = entries.map(list -> RoomLines.atMost(list, RoomLines.MAX_DATAGRAMS));
        }
    }

    /**
     * The streams of which the member has something, those heard last first; empty if it hands nothing over.
     *
     * @param heads at most {@value RoomLines#MAX_HEADS}
     */
    record RoomHeads(Optional<List<StreamHead>> heads) implements PeerReply {
        /** @throws IllegalArgumentException if there are too many */
        public RoomHeads {
            heads = heads.map(list -> RoomLines.atMost(list, RoomLines.MAX_HEADS));
        }
    }

    /** What the recipient's program says to an offer of a file, before its person has decided (SPEC 16). */
    record FileOfferAnswered(MessageId id, FileAnswer answer) implements PeerReply {}

    /** Whether it was heard that an offer is over; false if the line is not the named sender's. */
    record FileEndHeard(boolean heard) implements PeerReply {}

    /** Whether a connection to the asker's program stands or could be made now. */
    record LineBack(boolean works) implements PeerReply {}

    /** What a keeper of mailboxes answers, as a registry does (SPEC 14.5). */
    record KeeperAnswer(Reply reply) implements PeerReply {}
    /** The hand-out that was asked for, or none: the file is to be fetched (SPEC 17.3). */
    record HandOutAnswer(Optional<HandOut> handOut) implements PeerReply {}

    /** What has arrived of a hand-out; none from a peer that takes no part in it (any more). */
    record HandOutReported(Optional<Report> report) implements PeerReply {}

    /** Whether it was heard that one's part in a hand-out is over; false from a peer that took no part. */
    record HandOutEndHeard(boolean heard) implements PeerReply {}

    /** The line was not a message that this peer understands. */
    record NotUnderstood(Reason reason) implements PeerReply {}
}
