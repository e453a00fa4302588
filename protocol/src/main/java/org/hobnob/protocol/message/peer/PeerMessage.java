package org.hobnob.protocol.message.peer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** A message from one peer to another over TCP (SPEC 7; exchanges 9, 11 and 16). */
public sealed interface PeerMessage {
    /** Returns the sender. */
    UserName sender();

    /** Requests a one-to-one chat. */
    record ChatRequest(UserName sender, UserName recipient) implements PeerMessage {}

    /** Asks whether the recipient's program can connect to the sender's. */
    record AskLineBack(UserName sender) implements PeerMessage {}

    /** Asks the receiver, whose peer keeps mailboxes for friends, what one asks of a registry (SPEC 14.5). */
    record AskKeeper(UserName sender, Request request) implements PeerMessage {
        /** What a keeper can be asked. */
        public static final Set<Command> COMMANDS = Set.of(
                Command.PUT_PREKEYS,
                Command.TAKE_PREKEY,
                Command.PUT_LETTER,
                Command.FETCH_LETTERS,
                Command.DROP_LETTERS,
                Command.ALLOW_MAIL);

        /** @throws IllegalArgumentException if it is not about mailboxes */
        public AskKeeper {
            if (!COMMANDS.contains(request.command())) {
                throw new IllegalArgumentException("a keeper cannot be asked for " + request.command());
            }
        }
    }

    /**
     * One message from one user to another.
     *
     * @param mail lets the recipient put letters into the sender's mailbox (SPEC 14.3), if the sender has one
     * @param keeper the friend at whose peer the sender's letters also wait (SPEC 14.5), if there is one
     * @param keeperMail lets the recipient put letters there
     */
    record DirectMessage(
            UserName sender,
            UserName recipient,
            MessageId id,
            LogPlace place,
            EncodedBody body,
            Optional<PutToken> mail,
            Optional<UserName> keeper,
            Optional<PutToken> keeperMail)
            implements PeerMessage {
        /** A message that says nothing of mailboxes. */
        public DirectMessage(UserName sender, UserName recipient, MessageId id, LogPlace place, EncodedBody body) {
            this(sender, recipient, id, place, body, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Returns the same message with this token. */
        public DirectMessage with(Optional<PutToken> token) {
            return new DirectMessage(sender, recipient, id, place, body, token, keeper, keeperMail);
        }

        /** Returns the same message with this keeper. */
        public DirectMessage at(UserName friend, Optional<PutToken> token) {
            return new DirectMessage(sender, recipient, id, place, body, mail, Optional.of(friend), token);
        }

        /** Returns the text. */
        public ChatText text() {
            return body.text();
        }
    }

    /** A message from one member of a room to another. */
    sealed interface OfRoom extends PeerMessage {
        /** Returns the room. */
        RoomName room();

        /** Returns the reply if sender or receiver is not in the room. */
        PeerReply refusal();

        /** Calls the matching method of {@code cases}. */
        <T> T with(Cases<T> cases);
    }

    /** One method for each kind of room message. */
    interface Cases<T> {
        T broadcast(DirectBroadcast broadcast);

        T keysGiven(GiveRoomKeys give);

        T keysAsked(AskRoomKeys ask);

        T repairAsked(AskRoomRepair ask);

        T historyAsked(AskRoomHistory ask);

        T headsAsked(AskRoomHeads ask);
    }

    /** Room datagrams for a member that multicast does not reach; 1 to {@value RoomLines#MAX_DATAGRAMS}. */
    record DirectBroadcast(UserName sender, RoomName room, List<RoomDatagram> datagrams) implements OfRoom {
        public DirectBroadcast {
            datagrams = RoomLines.require(datagrams, 1);
        }

        @Override
        public PeerReply refusal() {
            return new PeerReply.BroadcastRefused(sender);
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.broadcast(this);
        }
    }

    /** Gives a member the keys of the sender's stream. */
    record GiveRoomKeys(UserName sender, RoomName room, RoomKeys keys) implements OfRoom {
        @Override
        public PeerReply refusal() {
            return new PeerReply.RoomKeysTaken(false);
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.keysGiven(this);
        }
    }

    /**
     * Requests the keys of a member's stream from that member.
     *
     * @param stream the stream that the requester knows; if the member has a newer one, the answer is for that one
     * @param through the last number that the requester has delivered; 0 for none
     */
    record AskRoomKeys(UserName sender, RoomName room, long stream, long through) implements OfRoom {
        /** @throws IllegalArgumentException if a number is out of range */
        public AskRoomKeys {
            if (stream == 0 || through < 0) {
                throw new IllegalArgumentException("stream " + stream + " through " + through);
            }
        }

        @Override
        public PeerReply refusal() {
            return new PeerReply.RoomKeysAnswer(Optional.empty());
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.keysAsked(this);
        }
    }

    /**
     * Requests datagrams of a stream from a member, the member's own stream or another's.
     *
     * @param from the first number, from 1
     * @param to the last number; at most {@value RoomLines#MAX_NUMBERS} numbers in all
     */
    record AskRoomRepair(UserName sender, RoomName room, long stream, long from, long to) implements OfRoom {
        /** @throws IllegalArgumentException if a number is out of range */
        public AskRoomRepair {
            if (stream == 0 || from < 1 || to < from || to - from >= RoomLines.MAX_NUMBERS) {
                throw new IllegalArgumentException("stream " + stream + " from " + from + " to " + to);
            }
        }

        @Override
        public PeerReply refusal() {
            return new PeerReply.RoomRepairRefused();
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.repairAsked(this);
        }
    }

    /**
     * Requests what was said before the requester came, from a member that may hand it over (SPEC 15).
     *
     * @param from the first number, from 1
     * @param to the last number; at most {@value RoomLines#MAX_NUMBERS} numbers in all
     */
    record AskRoomHistory(UserName sender, RoomName room, long stream, long from, long to) implements OfRoom {
        /** @throws IllegalArgumentException if a number is out of range */
        public AskRoomHistory {
            if (stream == 0 || from < 1 || to < from || to - from >= RoomLines.MAX_NUMBERS) {
                throw new IllegalArgumentException("stream " + stream + " from " + from + " to " + to);
            }
        }

        @Override
        public PeerReply refusal() {
            return new PeerReply.RoomHistory(Optional.empty());
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.historyAsked(this);
        }
    }

    /** Asks a member which streams it has something of to hand over (SPEC 15). */
    record AskRoomHeads(UserName sender, RoomName room) implements OfRoom {
        @Override
        public PeerReply refusal() {
            return new PeerReply.RoomHeads(Optional.empty());
        }

        @Override
        public <T> T with(Cases<T> cases) {
            return cases.headsAsked(this);
        }
    }

    /** A message about a file (SPEC 16). */
    sealed interface OfFile extends PeerMessage {
        /** Returns the user whom it is for. */
        UserName recipient();

        /** Returns the id of the offer that it is about. */
        MessageId id();
    }

    /**
     * Offers a file. It may be said again under the same id, with another port.
     *
     * @param port the TCP port at which the sender hands out the file, from 1
     * @param room the room to whose members it is offered, if it is
     */
    record OfferFile(
            UserName sender, UserName recipient, MessageId id, FileHead file, int port, Optional<RoomName> room)
            implements OfFile {
        /** @throws IllegalArgumentException if the port is out of range */
        public OfferFile {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port);
            }
        }
    }

    /** Says that an offer is over, whichever side made it. */
    record EndFile(UserName sender, UserName recipient, MessageId id, FileEnd end) implements OfFile {}

    /** Asks the sender of a file that was offered to a room, and accepted, for its hand-out (SPEC 17.3). */
    record AskHandOut(UserName sender, UserName recipient, MessageId id) implements OfFile {}

    /**
     * Asks a receiver of a hand-out what has arrived.
     *
     * @param needs how many needs it should tell, 0 to {@value Report#MAX_NEEDS}
     */
    record AskHandOutReport(UserName sender, UserName recipient, MessageId id, int needs) implements OfFile {
        /** @throws IllegalArgumentException if it asks for too many */
        public AskHandOutReport {
            if (needs < 0 || needs > Report.MAX_NEEDS) {
                throw new IllegalArgumentException(needs + " needs");
            }
        }
    }

    /** Tells a receiver that its part in a hand-out is over: it fetches what it lacks. */
    record EndHandOut(UserName sender, UserName recipient, MessageId id) implements OfFile {}
}
