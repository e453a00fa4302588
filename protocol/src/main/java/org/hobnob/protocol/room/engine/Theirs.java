package org.hobnob.protocol.room.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.Status;

/**
 * What is known of one other member as a sender: its stream, the one before, what was delivered of late. A stream is
 * taken for the member's only when the member itself has handed its key over; one that was merely announced may be an
 * old datagram sent again by somebody else.
 */
final class Theirs {
    /** A stream that is over. */
    record Before(long stream, long through, int missed, long known) {}

    private final Set<MessageId> recent = new LinkedHashSet<>();
    private final KeyWish keyWish = new KeyWish();
    private Optional<Incoming> stream = Optional.empty();
    private Optional<Incoming> candidate = Optional.empty();
    private Optional<Before> before = Optional.empty();

    /** Remembers what was delivered before this program started. */
    void remember(RoomMemory.Theirs memory) {
        memory.recent().forEach(this::isNew);
        if (memory.stream() != 0) {
            before = Optional.of(new Before(memory.stream(), memory.through(), memory.missed(), memory.through()));
        }
    }

    /** The stream whose key the member has handed over. */
    Optional<Incoming> stream() {
        return stream;
    }

    /** Another stream, which was announced in the member's name. */
    Optional<Incoming> candidate() {
        return candidate;
    }

    /** The stream announced, proven or not; the one that was a candidate before is none any more. */
    Incoming announced(long announced, Function<Long, Incoming> make) {
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
        return candidate.or(() -> stream).map(Incoming::stream);
    }

    /** Up to where that stream was delivered. */
    long throughOf(long wanted) {
        return stream.filter(proven -> proven.stream() == wanted)
                .map(Incoming::through)
                .or(() -> before.filter(last -> last.stream() == wanted).map(Before::through))
                .orElse(0L);
    }

    /** Goes on with this stream, which the member has proven; the one that was is over. */
    void switchTo(Incoming next) {
        stream.ifPresent(
                last -> before = Optional.of(new Before(last.stream(), last.through(), last.missed(), last.known())));
        stream = Optional.of(next);
        candidate = Optional.empty();
    }

    /** Whether the stream begun is the one before; then how many datagrams of it were given up before, else 0. */
    int continues(long begun) {
        Optional<Before> same = before.filter(last -> last.stream() == begun);
        same.ifPresent(found -> before = Optional.empty());
        return same.map(Before::missed).orElse(0);
    }

    /** The stream before ended for good: shows what of it will not be said again. */
    List<Effect> endBefore(UserName sender, Optional<Status.Prior> prior) {
        Optional<Before> last = before;
        before = Optional.empty();
        long lost = last.map(ended -> lost(ended, prior)).orElse(0L);
        return lost > 0 ? List.of(new Effect.Missed(sender, lost)) : List.of();
    }

    private static long lost(Before ended, Optional<Status.Prior> prior) {
        if (prior.isEmpty()) {
            return ended.known() - ended.through();
        }
        boolean same = prior.get().stream() == ended.stream();
        return same ? prior.get().through() - ended.through() : prior.get().through();
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
