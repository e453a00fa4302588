package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.UserName;

/** Takes the messages of one contact, each once and in the order of their numbers (SPEC 7.1). */
final class Receiver {
    private final UserName contact;
    private final List<IncomingLog> logs = new ArrayList<>();

    Receiver(UserName contact) {
        this.contact = contact;
    }

    void restore(Stored.Incoming stored) {
        logs.add(new IncomingLog(stored));
    }

    /**
     * Answers a message that needs nothing stored: it was taken before, or it is refused. Returns whether that was
     * so.
     */
    boolean settles(DirectMessage message, long receipt, List<ChatEffect> effects) {
        Optional<IncomingLog> log = find(message.place().log());
        if (log.filter(known -> known.has(message.place(), message.id())).isPresent()) {
            // Acknowledge only this message: a sender restored from a backup may use the next number again.
            effects.add(new ChatEffect.Acknowledge(
                    receipt, message.place().log(), message.place().number()));
            return true;
        }
        Optional<DirectRefusal> refusal =
                log.orElseGet(() -> new IncomingLog(message.place())).refusal(message.place());
        refusal.ifPresent(reason -> effects.add(new ChatEffect.Refuse(receipt, reason)));
        return refusal.isPresent();
    }

    /**
     * Takes a message that {@link #settles} returned false for.
     *
     * @param byLetter whether it came from a mailbox
     * @param count greater than that of every earlier message
     * @return the message to show; empty if it was already taken from another log
     */
    Optional<Stored.Unshown> take(
            DirectMessage message, boolean byLetter, long receipt, long count, List<ChatEffect> effects) {
        boolean known = logs.stream().anyMatch(log -> log.knows(message.id()));
        IncomingLog log = find(message.place().log()).orElseGet(() -> begin(message, effects));
        long missing = log.take(message.place(), message.id(), count);
        Stored.Unshown unshown = new Stored.Unshown(
                contact, log.id(), message.place().number(), message.id(), message.body(), count, byLetter);
        effects.add(new ChatEffect.Keep(log.stored(contact)));
        if (!known) {
            effects.add(new ChatEffect.Keep(unshown));
        }
        if (missing > 0) {
            effects.add(new ChatEffect.Missing(contact, missing));
        }
        if (!known) {
            effects.add(new ChatEffect.Deliver(unshown, false));
        }
        effects.add(
                new ChatEffect.Acknowledge(receipt, log.id(), message.place().number()));
        return known ? Optional.empty() : Optional.of(unshown);
    }

    private IncomingLog begin(DirectMessage message, List<ChatEffect> effects) {
        if (logs.size() >= ChatLimits.LOGS) {
            IncomingLog oldest = logs.stream()
                    .min(Comparator.comparingLong(IncomingLog::taken))
                    .orElseThrow();
            logs.remove(oldest);
            effects.add(new ChatEffect.Drop(oldest.stored(contact).key()));
        }
        IncomingLog begun = new IncomingLog(message.place());
        logs.add(begun);
        return begun;
    }

    boolean isEmpty() {
        return logs.isEmpty();
    }

    private Optional<IncomingLog> find(LogId id) {
        return logs.stream().filter(log -> log.id().equals(id)).findFirst();
    }

    /** Drops all state. */
    void forget(List<ChatEffect> effects) {
        logs.forEach(log -> effects.add(new ChatEffect.Drop(log.stored(contact).key())));
        logs.clear();
    }
}
