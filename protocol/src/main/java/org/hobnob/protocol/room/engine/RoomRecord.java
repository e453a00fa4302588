package org.hobnob.protocol.room.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;

/** Builds a {@link RoomMemory} from the changes that an engine stored, applied in order. Not thread-safe. */
public final class RoomRecord {
    private record Said(long last, MessageId id, MessageBody body, Set<UserName> readers) {}

    private static final class Heard {
        private final Deque<MessageId> recent = new ArrayDeque<>();
        private long stream;
        private long through;
        private int missed;
        private ShortHash head = ShortHash.NONE;
    }

    /** In the order in which members were last heard, the most recent last. */
    private final Map<UserName, Heard> heard = new LinkedHashMap<>();

    private final Deque<Said> said = new ArrayDeque<>();
    private long stream;
    private long settledThrough;

    /** Applies the next change. */
    public void apply(Change change) {
        if (change instanceof Change.Joined) {
            begin();
        } else if (change instanceof Change.Said message) {
            say(message);
        } else if (change instanceof Change.Departed departed) {
            said.forEach(message -> message.readers().remove(departed.member()));
        } else if (change instanceof Change.Settled settled) {
            settle(settled);
        } else {
            hear((Change.Delivered) change);
        }
    }

    private void begin() {
        stream = 0;
        settledThrough = 0;
        said.clear();
        heard.values().forEach(theirs -> theirs.stream = 0);
    }

    private void say(Change.Said message) {
        if (message.stream() != stream) {
            // The engine sends unsettled messages again before anything else.
            stream = message.stream();
            settledThrough = 0;
            said.clear();
        }
        said.add(new Said(message.last(), message.id(), message.body(), new TreeSet<>(message.readers())));
        if (said.size() > Bounds.UNSETTLED_MESSAGES) {
            settledThrough = said.remove().last();
        }
    }

    private void settle(Change.Settled settled) {
        if (settled.stream() == stream) {
            settledThrough = Math.max(settledThrough, settled.through());
            said.removeIf(message -> message.last() <= settledThrough);
        }
    }

    private void hear(Change.Delivered delivered) {
        Heard theirs = Optional.ofNullable(heard.remove(delivered.sender())).orElseGet(Heard::new);
        heard.put(delivered.sender(), theirs);
        if (heard.size() > Bounds.REMEMBERED_MEMBERS) {
            heard.remove(heard.keySet().iterator().next());
        }
        theirs.stream = delivered.stream();
        theirs.through = delivered.through();
        theirs.missed = delivered.missed();
        theirs.head = delivered.head();
        delivered.id().ifPresent(id -> {
            theirs.recent.add(id);
            if (theirs.recent.size() > Bounds.RECENT_MESSAGES) {
                theirs.recent.remove();
            }
        });
    }

    /** Returns the shortest list of changes that produces the same memory. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        said.forEach(message ->
                changes.add(new Change.Said(stream, message.last(), message.id(), message.body(), message.readers())));
        if (stream != 0 && settledThrough > 0) {
            changes.add(new Change.Settled(stream, settledThrough));
        }
        heard.forEach((user, theirs) -> {
            theirs.recent.forEach(id -> changes.add(delivered(user, theirs, Optional.of(id))));
            changes.add(delivered(user, theirs, Optional.empty()));
        });
        return changes;
    }

    private static Change delivered(UserName user, Heard theirs, Optional<MessageId> id) {
        return new Change.Delivered(user, theirs.stream, theirs.through, theirs.missed, id, theirs.head);
    }

    /** Returns the memory so far. */
    public RoomMemory memory() {
        Map<UserName, RoomMemory.Theirs> theirs = new LinkedHashMap<>();
        heard.forEach((user, found) -> theirs.put(
                user,
                new RoomMemory.Theirs(
                        found.stream, found.through, found.missed, new ArrayList<>(found.recent), found.head)));
        Optional<RoomMemory.Own> own = stream == 0
                ? Optional.empty()
                : Optional.of(new RoomMemory.Own(
                        stream,
                        settledThrough,
                        said.stream()
                                .map(message ->
                                        new RoomMemory.Unsettled(message.id(), message.body(), message.readers()))
                                .toList()));
        return new RoomMemory(own, theirs);
    }
}
