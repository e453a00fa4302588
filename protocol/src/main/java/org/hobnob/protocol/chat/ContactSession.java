package org.hobnob.protocol.chat;

import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;

/** What is between this user and one contact: both logs, and the lines. */
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

    /** Whether it is as if it had never been. */
    boolean isBlank() {
        return isIdle() && log.last() == 0 && receiver.isEmpty();
    }

    /** Whether it may be forgotten: nothing waits, and no line is there over which anything could come again. */
    boolean isIdle() {
        return log.isEmpty() && !sender.hasLine();
    }
}
