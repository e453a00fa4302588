package org.hobnob.protocol.room.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.ShortHash;

/**
 * What is known of another member as a sender: its current stream, the former one, and the last delivered messages.
 * A stream counts as the member's only when the member itself has handed over its key; an announcement alone may be
 * an old datagram that somebody else sent again. Because keys may arrive late, the member's status decides which of
 * two streams is the current one.
 */
final class RemoteMember {
    /** The position in the member's stream before this program was started. */
    record Before(long stream, long through, int missed, ShortHash head) {
        /** Returns the hash of the datagram before this one, or {@link ShortHash#NONE} if it is not known. */
        ShortHash headBefore(long first) {
            return first == through + 1 ? head : ShortHash.NONE;
        }
    }

    private final Set<MessageId> recent = new LinkedHashSet<>();
    private final Set<Long> closed = new LinkedHashSet<>();
    private final KeyWish keyWish = new KeyWish();
    private Optional<RemoteStream> stream = Optional.empty();
    private Optional<RemoteStream> former = Optional.empty();
    private Optional<RemoteStream> candidate = Optional.empty();
    private Optional<Before> before = Optional.empty();

    /** Restores what was delivered before this program was started. */
    void remember(RoomMemory.Theirs memory) {
        memory.recent().forEach(this::isNew);
        if (memory.stream() != 0) {
            before = Optional.of(new Before(memory.stream(), memory.through(), memory.missed(), memory.head()));
        }
    }

    /** Returns the stream that the member has proved to be its own by handing over the key. */
    Optional<RemoteStream> stream() {
        return stream;
    }

    /** Returns the former stream, until the member says that it has ended. */
    Optional<RemoteStream> former() {
        return former;
    }

    /** Returns whether the member has handed over keys of the stream and the stream has not ended. */
    boolean isProven(long asked) {
        return Stream.of(stream, former).flatMap(Optional::stream).anyMatch(proven -> proven.stream() == asked);
    }

    /** Returns whether the stream has ended for good. */
    boolean isClosed(long asked) {
        return closed.contains(asked);
    }

    /**
     * Returns the stream if hearing it again cannot change which stream is the current one. That is the case for
     * the candidate, and for the proven stream if no other is known or remembered.
     */
    Optional<RemoteStream> settledIn(long asked) {
        boolean isOnlyOne = former.isEmpty() && candidate.isEmpty() && before.isEmpty();
        return candidate.or(() -> isOnlyOne ? stream : Optional.empty()).filter(known -> known.stream() == asked);
    }

    /** Returns a stream that was announced in the member's name and is not proven yet. */
    Optional<RemoteStream> candidate() {
        return candidate;
    }

    /**
     * Returns the announced stream, proven or not; if it is unknown, it becomes the candidate and replaces the
     * previous one.
     */
    RemoteStream announced(long announced, Function<Long, RemoteStream> make) {
        return stream.filter(proven -> proven.stream() == announced)
                .or(() -> candidate.filter(other -> other.stream() == announced))
                .orElseGet(() -> {
                    candidate = Optional.of(make.apply(announced));
                    return candidate.get();
                });
    }

    Optional<Before> before() {
        return before;
    }

    KeyWish keyWish() {
        return keyWish;
    }

    /** Returns the stream whose keys to request. */
    Optional<Long> wantedStream() {
        return candidate.or(() -> stream).map(RemoteStream::stream);
    }

    /** Returns the last number of the stream that was delivered; 0 if none. */
    long throughOf(long wanted) {
        return Stream.of(stream, former)
                .flatMap(Optional::stream)
                .filter(proven -> proven.stream() == wanted)
                .findFirst()
                .map(RemoteStream::through)
                .or(() -> before.filter(last -> last.stream() == wanted).map(Before::through))
                .orElse(0L);
    }

    /**
     * Makes a proven stream the current one.
     *
     * @return the former stream, which ends by this
     */
    Optional<RemoteStream> switchTo(RemoteStream next) {
        Optional<RemoteStream> over = former;
        over.ifPresent(last -> close(last.stream()));
        former = stream;
        stream = Optional.of(next);
        candidate = Optional.empty();
        return over;
    }

    /** The member sends in this stream. If it is the former one, that becomes the current one again. */
    void speaksIn(long spoken) {
        if (former.filter(other -> other.stream() == spoken).isPresent()) {
            Optional<RemoteStream> other = stream;
            stream = former;
            former = other;
        }
        if (isProven(spoken)) {
            candidate = Optional.empty();
        }
    }

    /** Returns whether the stream is the member's current one, as far as is known. */
    boolean speaks(RemoteStream asked) {
        return candidate.isEmpty() && stream.filter(proven -> proven == asked).isPresent();
    }

    /**
     * The member's stream continues a prior one, which has ended.
     *
     * @return the prior one, if it was not known to have ended
     */
    Optional<RemoteStream> goesOnFrom(long prior) {
        close(prior);
        candidate = candidate.filter(other -> other.stream() != prior);
        Optional<RemoteStream> over = former.filter(last -> last.stream() == prior);
        if (over.isPresent()) {
            former = Optional.empty();
        }
        return over;
    }

    private void close(long over) {
        closed.add(over);
        if (closed.size() > Bounds.CLOSED_STREAMS) {
            closed.remove(closed.iterator().next());
        }
    }

    /** If the stream is the one from before this program was started, returns the position in it, once. */
    Optional<Before> continues(long begun) {
        Optional<Before> same = before.filter(last -> last.stream() == begun);
        same.ifPresent(found -> before = Optional.empty());
        return same;
    }

    /**
     * The stream from before this program was started has ended. Returns how many datagrams of it will not be sent
     * again.
     */
    long endBefore(Optional<RoomStatus.Prior> prior) {
        Optional<Before> last = before;
        before = Optional.empty();
        return last.isEmpty() ? 0 : prior.map(named -> lost(last.get(), named)).orElse(0L);
    }

    private static long lost(Before ended, RoomStatus.Prior prior) {
        return prior.stream() == ended.stream() ? prior.through() - ended.through() : prior.through();
    }

    /** Returns the ids of the last delivered messages, the newest last. */
    List<MessageId> recent() {
        return List.copyOf(recent);
    }

    /** Returns whether the message has not been delivered before, and records it as delivered. */
    boolean isNew(MessageId id) {
        if (!recent.add(id)) {
            return false;
        }
        if (recent.size() > Bounds.RECENT_MESSAGES) {
            recent.remove(recent.iterator().next());
        }
        return true;
    }
}
