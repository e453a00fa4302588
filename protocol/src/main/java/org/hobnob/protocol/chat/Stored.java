package org.hobnob.protocol.chat;

import java.util.List;
import java.util.Objects;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What an engine must find again after a restart. There is one record per {@link #key()}. */
public sealed interface Stored {
    /** Returns the contact that the record belongs to. */
    UserName contact();

    /** Returns the key under which the record is stored; a later record with the same key replaces it. */
    String key();

    /**
     * The position of the log of messages to a contact.
     *
     * @param acknowledged the contact has every message up to this number; 0 for none
     */
    record Outgoing(UserName contact, LogId log, long acknowledged) implements Stored {
        @Override
        public String key() {
            return "outgoing " + contact.folded();
        }
    }

    /** A message that waits for its acknowledgement. */
    record Waiting(UserName contact, LogId log, long number, MessageId id, EncodedBody body) implements Stored {
        @Override
        public String key() {
            return "waiting " + contact.folded() + " " + log + " " + number;
        }
    }

    /**
     * The position of a log of messages from a contact.
     *
     * @param through every message up to this number was taken
     * @param ids the ids of the newest messages, that of {@code through} last; at most {@link
     *     ChatLimits#UNACKNOWLEDGED_IDS}
     * @param taken the newest message's position in the count of messages from all contacts
     */
    record Incoming(UserName contact, LogId log, long through, List<MessageId> ids, long taken) implements Stored {
        public Incoming {
            Objects.requireNonNull(contact);
            Objects.requireNonNull(log);
            ids = List.copyOf(ids);
        }

        @Override
        public String key() {
            return "incoming " + contact.folded() + " " + log;
        }
    }

    /**
     * A message that was taken and may not have been shown yet.
     *
     * @param taken as in {@link Incoming}; orders the messages of all contacts
     * @param byLetter whether it came from a mailbox, and not over a line
     */
    record Unshown(
            UserName contact, LogId log, long number, MessageId id, EncodedBody body, long taken, boolean byLetter)
            implements Stored {
        private static final String KEYS = "unshown ";

        /** Returns whether the key is that of such a record. */
        public static boolean isKey(String key) {
            return key.startsWith(KEYS);
        }

        @Override
        public String key() {
            return KEYS + contact.folded() + " " + log + " " + number;
        }
    }
}
