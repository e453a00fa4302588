package org.hobnob.protocol.room.engine;

import java.util.Set;
import java.util.TreeSet;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** One of this user's messages on its way: who has it. */
final class Followed {
    private final MessageId id;
    private final long last;
    private final Set<UserName> confirmed = new TreeSet<>();
    private final Set<UserName> missing;

    /** @param last the number of its last datagram */
    Followed(MessageId id, long last, Set<UserName> readers) {
        this.id = id;
        this.last = last;
        missing = new TreeSet<>(readers);
    }

    long last() {
        return last;
    }

    /** Whether that is news. */
    boolean confirmedBy(UserName member) {
        return missing.remove(member) && confirmed.add(member);
    }

    /** Whether that is news: who has left is not waited for. */
    boolean left(UserName member) {
        return missing.remove(member);
    }

    RoomEffect.Progress progress() {
        return new RoomEffect.Progress(id, Set.copyOf(confirmed), Set.copyOf(missing));
    }
}
