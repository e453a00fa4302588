package org.hobnob.protocol.chat;

import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;

/** The state between this user and one contact: a log in each direction, and the lines. */
final class ContactSession {
    private final OutgoingLog log;
    private final Sender sender;
    private final Receiver receiver;

    ContactSession(UserName self, UserName contact, RandomGenerator random) {
        log = new OutgoingLog(self, contact, random);
        sender = new Sender(contact, log, random);
        receiver = new Receiver(contact);
    }

    OutgoingLog log() {
        return log;
    }

    Sender sender() {
        return sender;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Returns whether the session holds no state at all. */
    boolean isBlank() {
        return isIdle() && log.last() == 0 && receiver.isEmpty();
    }

    /** Returns whether the session may be dropped: no message is waiting and no line is open. */
    boolean isIdle() {
        return log.isEmpty() && !sender.hasLine();
    }
}
