package org.hobnob.protocol.room.engine;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The delivery of one of this user's messages: which members have it. */
final class Followed {
    private final long last;
    private final Set<UserName> confirmed = new TreeSet<>();
    private final Set<UserName> missing;
    private final RoomEffect.Progress progress;

    /** @param last the number of its last datagram */
    Followed(MessageId id, long last, Set<UserName> readers) {
        this.last = last;
        missing = new TreeSet<>(readers);
        progress = new RoomEffect.Progress(
                id, Collections.unmodifiableSet(confirmed), Collections.unmodifiableSet(missing));
    }

    long last() {
        return last;
    }

    /** Records that the member has the message; returns whether that is new. */
    boolean confirmedBy(UserName member) {
        return missing.remove(member) && confirmed.add(member);
    }

    /** Records that the member has left and is no longer waited for; returns whether that is new. */
    boolean left(UserName member) {
        return missing.remove(member);
    }

    RoomEffect.Progress progress() {
        return progress;
    }
}
