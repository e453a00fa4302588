package org.hobnob.protocol.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What was taken of one log of a contact's. */
final class IncomingLog {
    private final LogId id;
    /** Those of the newest numbers, that of {@link #through} last. */
    private final Deque<MessageId> ids = new ArrayDeque<>(ChatLimits.REMEMBERED_IDS + 1);

    private long through;
    private long taken;

    /** A log of which nothing is known: it starts where its sender can begin. */
    IncomingLog(LogPlace place) {
        id = place.log();
        through = place.first() - 1;
    }

    IncomingLog(Stored.Incoming stored) {
        id = stored.log();
        through = stored.through();
        taken = stored.taken();
        stored.ids().forEach(this::remember);
    }

    private void remember(MessageId message) {
        ids.addLast(message);
        if (ids.size() > ChatLimits.REMEMBERED_IDS) {
            ids.removeFirst();
        }
    }

    /** Whether the message was taken under its number before. */
    boolean has(LogPlace place, MessageId message) {
        int index = ids.size() - 1 - (int) Math.min(through - place.number(), ids.size());
        return place.number() <= through
                && index >= 0
                && new ArrayList<>(ids).get(index).equals(message);
    }

    /** Why a message that was not taken before cannot be taken now; empty where it can. */
    Optional<DirectRefusal> refusal(LogPlace place) {
        if (place.number() <= through) {
            return Optional.of(DirectRefusal.NUMBER_TAKEN);
        }
        return place.number() > Math.max(through, place.first() - 1) + 1
                ? Optional.of(DirectRefusal.OUT_OF_ORDER)
                : Optional.empty();
    }

    /** Takes a message that nothing speaks against. @return how many before it will never come */
    long take(LogPlace place, MessageId message, long count) {
        long missing = place.number() - 1 - through;
        if (missing > 0) {
            ids.clear();
        }
        through = place.number();
        taken = count;
        remember(message);
        return missing;
    }

    /** Whether the message is one of the newest. */
    boolean knows(MessageId message) {
        return ids.contains(message);
    }

    LogId id() {
        return id;
    }

    /** The count of its newest message among all. */
    long taken() {
        return taken;
    }

    Stored.Incoming stored(UserName contact) {
        return new Stored.Incoming(contact, id, through, List.copyOf(ids), taken);
    }
}
