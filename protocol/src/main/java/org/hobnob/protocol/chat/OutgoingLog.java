package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The messages that wait for one contact, numbered without gaps from the first one that is not acknowledged. */
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
     * Restores the log after a restart.
     *
     * @param stored the stored position, or null if there is none
     * @param left the waiting messages, by number
     * @param effects receives the repairs of records that do not fit together: a new log with the messages that
     *     exist
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
        bytes += message.body().size();
    }

    void add(MessageId id, EncodedBody body, List<ChatEffect> effects) {
        if (last() == 0) {
            effects.add(new ChatEffect.Keep(new Stored.Outgoing(contact, log, 0)));
        }
        Stored.Waiting message = new Stored.Waiting(contact, log, last() + 1, id, body);
        append(message);
        effects.add(new ChatEffect.Keep(message));
    }

    /** The contact has everything up to {@code through}. Returns false if that changes nothing in this log. */
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
            bytes -= message.body().size();
        });
        gone.clear();
    }

    /** Moves the waiting messages to a new log; the old one is never used again. */
    void renumber(List<ChatEffect> effects) {
        List<Stored.Waiting> old = List.copyOf(waiting);
        begin(effects);
        old.forEach(message -> add(message.id(), message.body(), effects));
    }

    /** Drops the waiting messages. The next message starts a new log, so that the contact sees no gap. */
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
        return new DirectMessage(self, contact, message.id(), place, message.body());
    }

    /** Returns the first messages that wait, at most so many. */
    List<DirectMessage> first(int most) {
        List<DirectMessage> messages = new ArrayList<>();
        for (long number = acknowledged + 1; number <= Math.min(last(), acknowledged + most); number++) {
            messages.add(message(number));
        }
        return messages;
    }

    /** Returns the key under which the position of the log is stored. */
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

    /** Returns the number of the last message, 0 if there was none. */
    long last() {
        return acknowledged + waiting.size();
    }
}
