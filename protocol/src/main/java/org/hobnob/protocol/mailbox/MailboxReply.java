package org.hobnob.protocol.mailbox;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UnixTime;

/** The reply to a {@link MailboxRequest} that was granted (SPEC 14.3). */
public sealed interface MailboxReply {
    /** @param left the number of one-time prekeys that are at the registry now */
    record PrekeysPut(int left) implements MailboxReply {}

    /** @param key the user's identity key, as proved last */
    record PrekeyTaken(PublicKey key, Prekey prekey) implements MailboxReply {}

    /** The letter is stored under this id. */
    record LetterPut(MessageId id) implements MailboxReply {}

    /**
     * A letter of the asker's mailbox.
     *
     * @param letter empty if there is none
     * @param more whether others follow
     */
    record Letters(Optional<Stored> letter, boolean more) implements MailboxReply {}

    /** @param at when it was put, in milliseconds since 1970 */
    record Stored(MessageId id, long at, Letter letter) {
        /** @throws IllegalArgumentException if the time is out of range */
        public Stored {
            Objects.requireNonNull(id);
            Objects.requireNonNull(letter);
            if (!UnixTime.isValid(at)) {
                throw new IllegalArgumentException("not a time: " + at);
            }
        }
    }

    /** The letters are gone. */
    record LettersDropped() implements MailboxReply {}

    /** The quota holds from now on. */
    record MailAllowed() implements MailboxReply {}
}
