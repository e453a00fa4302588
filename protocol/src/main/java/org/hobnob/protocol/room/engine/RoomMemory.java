package org.hobnob.protocol.room.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a member remembers of a room over a restart of its program.
 *
 * @param own this user's stream before; empty where it said nothing
 * @param theirs what was delivered of the members' streams
 */
public record RoomMemory(Optional<Own> own, Map<UserName, Theirs> theirs) {
    /** Nothing to remember. */
    public static final RoomMemory NONE = new RoomMemory(Optional.empty(), Map.of());

    /**
     * This user's stream before.
     *
     * @param settledThrough up to where everybody had everything
     * @param unsettled what was said behind, in order
     */
    public record Own(long stream, long settledThrough, List<Unsettled> unsettled) {
        public Own {
            unsettled = List.copyOf(unsettled);
        }
    }

    /**
     * A message that not everybody was known to have.
     *
     * @param readers who was there when it was said, and has not left since
     */
    public record Unsettled(MessageId id, ChatText text, Set<UserName> readers) {
        public Unsettled {
            readers = Set.copyOf(readers);
        }
    }

    /**
     * What was delivered of a member's stream.
     *
     * @param stream the stream; 0 where none since this user joined
     * @param through delivered or given up to here
     * @param missed how many datagrams up to there were given up
     * @param recent the messages last delivered, of this stream and those before, the newest last
     */
    public record Theirs(long stream, long through, int missed, List<MessageId> recent) {
        public Theirs {
            recent = List.copyOf(recent);
        }
    }

    public RoomMemory {
        theirs = Map.copyOf(theirs);
    }
}
