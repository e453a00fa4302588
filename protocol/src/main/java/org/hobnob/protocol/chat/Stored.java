package org.hobnob.protocol.chat;

import java.util.List;
import java.util.Objects;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What an engine must find again when its program starts anew, one record a {@link #key()}. */
public sealed interface Stored {
    /** Whom it is about. */
    UserName contact();

    /** Under which the record is kept, and replaced by a later one of the same key. */
    String key();

    /**
     * How far the log is that numbers the messages to a contact.
     *
     * @param acknowledged the contact has every message up to this number, 0 for none
     */
    record Outgoing(UserName contact, LogId log, long acknowledged) implements Stored {
        @Override
        public String key() {
            return "outgoing " + contact.folded();
        }
    }

    /** A message that waits for its acknowledgement. */
    record Waiting(UserName contact, LogId log, long number, MessageId id, ChatText text) implements Stored {
        @Override
        public String key() {
            return "waiting " + contact.folded() + " " + log + " " + number;
        }
    }

    /**
     * What was taken of a contact's log.
     *
     * @param through every message up to this number was taken
     * @param ids the ids of the newest ones, that of {@code through} last; at most {@link ChatLimits#REMEMBERED_IDS}
     * @param taken counts the messages of all contacts as they are taken; that of the newest one
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
     * A message that was taken and that its reader has perhaps not seen.
     *
     * @param taken as in {@link Incoming}: orders the messages of all contacts
     */
    record Unshown(UserName contact, LogId log, long number, MessageId id, ChatText text, long taken)
            implements Stored {
        private static final String KEYS = "unshown ";

        /** Whether a record of that kind has that key. */
        public static boolean isKey(String key) {
            return key.startsWith(KEYS);
        }

        @Override
        public String key() {
            return KEYS + contact.folded() + " " + log + " " + number;
        }
    }
}
