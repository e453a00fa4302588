package org.hobnob.protocol.room.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;

/**
 * What a member remembers of a room across restarts.
 *
 * @param own this user's earlier stream; empty if it sent nothing
 * @param theirs what was delivered of the members' streams
 */
public record RoomMemory(Optional<Own> own, Map<UserName, Theirs> theirs) {
    /** An empty memory. */
    public static final RoomMemory NONE = new RoomMemory(Optional.empty(), Map.of());

    /**
     * This user's earlier stream.
     *
     * @param settledThrough the last number up to which all members had everything
     * @param unsettled the messages after that, in order
     */
    public record Own(long stream, long settledThrough, List<Unsettled> unsettled) {
        public Own {
            unsettled = List.copyOf(unsettled);
        }
    }

    /**
     * A message that not all members were known to have.
     *
     * @param readers the members when it was sent, without those that have left since
     */
    public record Unsettled(MessageId id, MessageBody body, Set<UserName> readers) {
        public Unsettled {
            readers = Set.copyOf(readers);
        }
    }

    /**
     * The position in a member's stream.
     *
     * @param stream the stream; 0 if none was delivered since this user joined
     * @param through the last number that was delivered or given up
     * @param missed how many datagrams before {@code through} were given up
     * @param recent the ids of the last delivered messages, of this and earlier streams, the newest last
     * @param head the hash of the datagram {@code through}; {@link ShortHash#NONE} if unknown
     */
    public record Theirs(long stream, long through, int missed, List<MessageId> recent, ShortHash head) {
        public Theirs {
            recent = List.copyOf(recent);
        }
    }

    public RoomMemory {
        theirs = Map.copyOf(theirs);
    }

    /** Returns the ids of the messages that were delivered last, of each member. */
    public Map<UserName, Set<MessageId>> delivered() {
        return theirs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> Set.copyOf(entry.getValue().recent())));
    }
}
