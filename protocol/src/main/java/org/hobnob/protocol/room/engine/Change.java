package org.hobnob.protocol.room.engine;

import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** One change of what a member must remember of a room over a restart of its program; see {@link RoomMemory}. */
public sealed interface Change {
    /** This user has taken a place in the room anew: what was before concerns others than those who are there now. */
    record Joined() implements Change {}

    /**
     * This user has said something.
     *
     * @param stream this user's stream
     * @param last the number of the message's last datagram
     * @param readers who was there
     */
    record Said(long stream, long last, MessageId id, ChatText text, Set<UserName> readers) implements Change {}

    /** A member has left: if it comes again, what was said before does not concern it. */
    record Departed(UserName member) implements Change {}

    /** Everything that this user's stream says up to that number needs no more repair. */
    record Settled(long stream, long through) implements Change {}

    /**
     * A member's stream was delivered, or given up, up to a number.
     *
     * @param missed how many datagrams up to there were given up
     * @param id the message delivered; empty where none was
     */
    record Delivered(UserName sender, long stream, long through, int missed, Optional<MessageId> id)
            implements Change {}
}
