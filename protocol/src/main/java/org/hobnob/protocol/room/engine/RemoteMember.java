package org.hobnob.protocol.room.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.RoomStatus;

/**
 * What is known of one other member as a sender: its stream, the one before, what was delivered of late. A stream is
 * taken for the member's only when the member itself has handed its key over; one that was merely announced may be an
 * old datagram sent again by somebody else. Keys may come late: which of two streams goes on, the member's status says.
 */
final class RemoteMember {
    /** The stream before this program was started. */
    record Before(long stream, long through, int missed) {}

    private final Set<MessageId> recent = new LinkedHashSet<>();
    private final Set<Long> closed = new LinkedHashSet<>();
    private final KeyWish keyWish = new KeyWish();
    private Optional<RemoteStream> stream = Optional.empty();
    private Optional<RemoteStream> former = Optional.empty();
    private Optional<RemoteStream> candidate = Optional.empty();
    private Optional<Before> before = Optional.empty();

    /** Remembers what was delivered before this program started. */
    void remember(RoomMemory.Theirs memory) {
        memory.recent().forEach(this::isNew);
        if (memory.stream() != 0) {
            before = Optional.of(new Before(memory.stream(), memory.through(), memory.missed()));
        }
    }

    /** The stream whose key the member has handed over. */
    Optional<RemoteStream> stream() {
        return stream;
    }

    /** The stream before, as long as the member has not said that it is over. */
    Optional<RemoteStream> former() {
        return former;
    }

    /** Whether the member has handed over keys of that stream, and it is not over. */
    boolean isProven(long asked) {
        return Stream.of(stream, former).flatMap(Optional::stream).anyMatch(proven -> proven.stream() == asked);
    }

    /** Whether the stream is over for good. */
    boolean isClosed(long asked) {
        return closed.contains(asked);
    }

    /**
     * The stream of that number, where hearing it once more does not decide between streams of the member: the one announced
     * last, as of who has said nothing yet, or the proven one, where nothing is known or remembered of another.
     */
    Optional<RemoteStream> settledIn(long asked) {
        boolean isOnlyOne = former.isEmpty() && candidate.isEmpty() && before.isEmpty();
        return candidate.or(() -> isOnlyOne ? stream : Optional.empty()).filter(known -> known.stream() == asked);
    }

    /** Another stream, which was announced in the member's name. */
    Optional<RemoteStream> candidate() {
        return candidate;
    }

    /** The stream announced, proven or not; the one that was a candidate before is none any more. */
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

    /** The stream whose keys are to be asked for. */
    Optional<Long> wantedStream() {
        return candidate.or(() -> stream).map(RemoteStream::stream);
    }

    /** Up to where that stream was delivered. */
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
     * Goes on with this stream, which the member has proven.
     *
     * @return the stream that is over thereby
     */
    Optional<RemoteStream> switchTo(RemoteStream next) {
        Optional<RemoteStream> over = former;
        over.ifPresent(last -> close(last.stream()));
        former = stream;
        stream = Optional.of(next);
        candidate = Optional.empty();
        return over;
    }

    /** The member speaks in that stream: where it is the one before, that one goes on after all. */
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

    /** Whether the member speaks in that stream, as far as is known. */
    boolean speaks(RemoteStream asked) {
        return candidate.isEmpty() && stream.filter(proven -> proven == asked).isPresent();
    }

    /**
     * The member's stream goes on from a prior one, which is over.
     *
     * @return the prior one, where it was not known to be over
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

    /** Whether the stream begun is the one before; then how many datagrams of it were given up before, else 0. */
    int continues(long begun) {
        Optional<Before> same = before.filter(last -> last.stream() == begun);
        same.ifPresent(found -> before = Optional.empty());
        return same.map(Before::missed).orElse(0);
    }

    /** The stream before this program was started is over: how much of what was said will not be said again. */
    long endBefore(Optional<RoomStatus.Prior> prior) {
        Optional<Before> last = before;
        before = Optional.empty();
        return last.isEmpty() ? 0 : prior.map(named -> lost(last.get(), named)).orElse(0L);
    }

    private static long lost(Before ended, RoomStatus.Prior prior) {
        return prior.stream() == ended.stream() ? prior.through() - ended.through() : prior.through();
    }

    /** The messages last delivered, the newest last. */
    List<MessageId> recent() {
        return List.copyOf(recent);
    }

    /** Whether the message was not delivered before; it counts as delivered from now on. */
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
