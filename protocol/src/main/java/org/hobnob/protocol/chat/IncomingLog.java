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

/** What has been received of one of a contact's logs. */
final class IncomingLog {
    private final LogId id;
    /** The ids of the newest messages, that of {@link #through} last. */
    private final Deque<MessageId> ids = new ArrayDeque<>();

    private long through;
    private long taken;

    /** Starts an unknown log at the first number that its sender can start with. */
    IncomingLog(LogPlace place) {
        id = place.log();
        through = place.first() - 1;
    }

    IncomingLog(Stored.Incoming stored) {
        id = stored.log();
        through = stored.through();
        taken = stored.taken();
        stored.ids().forEach(id -> remember(id, ChatLimits.UNACKNOWLEDGED_IDS));
    }

    private void remember(MessageId message, long most) {
        ids.addLast(message);
        while (ids.size() > most) {
            ids.removeFirst();
        }
    }

    /** The sender will say again what it does not know to be taken, so all of that must be known again. */
    private long most(LogPlace place) {
        long unacknowledged = place.number() - place.first() + 1;
        return Math.max(ChatLimits.REMEMBERED_IDS, Math.min(unacknowledged, ChatLimits.UNACKNOWLEDGED_IDS));
    }

    /** Returns whether this message was received earlier under this number. */
    boolean has(LogPlace place, MessageId message) {
        int index = ids.size() - 1 - (int) Math.min(through - place.number(), ids.size());
        return place.number() <= through
                && index >= 0
                && new ArrayList<>(ids).get(index).equals(message);
    }

    /** Returns why a message that was not received before cannot be taken now; empty if it can. */
    Optional<DirectRefusal> refusal(LogPlace place) {
        if (place.number() <= through) {
            return Optional.of(DirectRefusal.NUMBER_TAKEN);
        }
        return place.number() > Math.max(through, place.first() - 1) + 1
                ? Optional.of(DirectRefusal.OUT_OF_ORDER)
                : Optional.empty();
    }

    /**
     * Takes a message for which {@link #refusal} is empty.
     *
     * @return the number of messages before it that will never arrive
     */
    long take(LogPlace place, MessageId message, long count) {
        long missing = place.number() - 1 - through;
        if (missing > 0) {
            ids.clear();
        }
        through = place.number();
        taken = count;
        remember(message, most(place));
        return missing;
    }

    /** Returns whether the message is among the newest. */
    boolean knows(MessageId message) {
        return ids.contains(message);
    }

    LogId id() {
        return id;
    }

    /** Returns the position of this log's newest message among all messages that were taken. */
    long taken() {
        return taken;
    }

    Stored.Incoming stored(UserName contact) {
        return new Stored.Incoming(contact, id, through, List.copyOf(ids), taken);
    }
}
