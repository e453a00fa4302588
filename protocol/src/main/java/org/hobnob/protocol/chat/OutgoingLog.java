package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.text.SafeText;

/** The messages that wait for one contact, numbered without holes from the first that is not acknowledged. */
final class OutgoingLog {
    private final UserName self;
    private final UserName contact;
    private final RandomGenerator random;
    private final List<Stored.Waiting> waiting = new ArrayList<>();
    private LogId log;
    private long acknowledged;
    private int bytes;

    OutgoingLog(UserName self, UserName contact, RandomGenerator random) {
        this.self = self;
        this.contact = contact;
        this.random = random;
        log = LogId.random(random);
    }

    /**
     * Takes up the log where it stood.
     *
     * @param stored how far it was, or null where nothing is known
     * @param left the messages that waited, by their numbers
     * @param effects what mends records that do not fit together: a new log with what is there
     */
    void restore(Stored.Outgoing stored, List<Stored.Waiting> left, List<ChatEffect> effects) {
        if (stored != null) {
            log = stored.log();
            acknowledged = stored.acknowledged();
        }
        left.forEach(this::append);
        boolean fits = stored != null || left.isEmpty();
        for (int i = 0; i < left.size(); i++) {
            Stored.Waiting message = left.get(i);
            fits = fits && message.log().equals(log) && message.number() == acknowledged + 1 + i;
        }
        if (!fits) {
            renumber(effects);
        }
    }

    private void append(Stored.Waiting message) {
        waiting.add(message);
        bytes += SafeText.utf8Length(message.text().text());
    }

    void add(MessageId id, ChatText text, List<ChatEffect> effects) {
        if (last() == 0) {
            effects.add(new ChatEffect.Keep(new Stored.Outgoing(contact, log, 0)));
        }
        Stored.Waiting message = new Stored.Waiting(contact, log, last() + 1, id, text);
        append(message);
        effects.add(new ChatEffect.Keep(message));
    }

    /** The contact has everything up to the number; false where that is no news of this log. */
    boolean acknowledge(LogId ofLog, long through, List<ChatEffect> effects) {
        if (!ofLog.equals(log) || through <= acknowledged || through > last()) {
            return false;
        }
        List<Stored.Waiting> done = waiting.subList(0, (int) (through - acknowledged));
        List<MessageId> ids = done.stream().map(Stored.Waiting::id).toList();
        acknowledged = through;
        effects.add(new ChatEffect.Keep(new Stored.Outgoing(contact, log, acknowledged)));
        remove(done, effects);
        for (int i = 0; i < ids.size(); i++) {
            int left = ids.size() - 1 - i + waiting.size();
            effects.add(new ChatEffect.Delivered(contact, ids.get(i), left));
        }
        return true;
    }

    private void remove(List<Stored.Waiting> gone, List<ChatEffect> effects) {
        gone.forEach(message -> {
            effects.add(new ChatEffect.Drop(message.key()));
            bytes -= SafeText.utf8Length(message.text().text());
        });
        gone.clear();
    }

    /** Begins a new log with what waits; the old one is never sent from again. */
    void renumber(List<ChatEffect> effects) {
        List<Stored.Waiting> old = List.copyOf(waiting);
        begin(effects);
        old.forEach(message -> add(message.id(), message.text(), effects));
    }

    /** Drops what waits. The next message begins a new log, so that the contact misses nothing. */
    List<MessageId> cancel(List<ChatEffect> effects) {
        List<MessageId> ids = waiting.stream().map(Stored.Waiting::id).toList();
        begin(effects);
        effects.add(new ChatEffect.Drop(key()));
        return ids;
    }

    private void begin(List<ChatEffect> effects) {
        remove(waiting, effects);
        log = LogId.random(random);
        acknowledged = 0;
    }

    DirectMessage message(long number) {
        Stored.Waiting message = waiting.get((int) (number - acknowledged - 1));
        LogPlace place = new LogPlace(log, number, acknowledged + 1);
        return new DirectMessage(self, contact, message.id(), place, message.text());
    }

    /** Under which it is stored how far the log is. */
    String key() {
        return new Stored.Outgoing(contact, log, acknowledged).key();
    }

    boolean is(LogId id) {
        return log.equals(id);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    int bytes() {
        return bytes;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** The number of the last message, 0 where there was none. */
    long last() {
        return acknowledged + waiting.size();
    }
}
