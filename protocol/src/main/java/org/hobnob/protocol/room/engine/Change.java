package org.hobnob.protocol.room.engine;

import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;

/** One change of what a member must remember of a room across restarts; see {@link RoomMemory}. */
public sealed interface Change {
    /** This user has joined the room anew, so earlier state is void: it concerns the members of the past. */
    record Joined() implements Change {}

    /**
     * This user has sent a message.
     *
     * @param stream this user's stream
     * @param last the number of the message's last datagram
     * @param readers the other members at that time
     */
    record Said(long stream, long last, MessageId id, MessageBody body, Set<UserName> readers) implements Change {}

    /** A member has left. If it joins again, earlier messages are not for it. */
    record Departed(UserName member) implements Change {}

    /** All members have this user's stream up to {@code through}, so that part needs no more repair. */
    record Settled(long stream, long through) implements Change {}

    /**
     * A member's stream was delivered or given up as far as {@code through}.
     *
     * @param missed how many datagrams before {@code through} were given up
     * @param id the message delivered; empty if there was none
     * @param head the hash of the datagram {@code through}; {@link ShortHash#NONE} if it was given up
     */
    record Delivered(UserName sender, long stream, long through, int missed, Optional<MessageId> id, ShortHash head)
            implements Change {}
}
