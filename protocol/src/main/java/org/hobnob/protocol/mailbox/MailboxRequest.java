package org.hobnob.protocol.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** A request about mailboxes, which no registry offers yet (SPEC 14.3). */
public sealed interface MailboxRequest {
    /** The most prekeys or ids in one request. */
    int MAX_ENTRIES = 32;

    /** The most letters that a token may be good for. */
    int MAX_QUOTA = 200;

    /** Leaves prekeys of the asker at the registry; 1 to {@value #MAX_ENTRIES}. */
    record PutPrekeys(List<Prekey> prekeys) implements MailboxRequest {
        public PutPrekeys {
            prekeys = entries(prekeys);
        }
    }

    /** Asks for a prekey of a user. */
    record TakePrekey(UserName user) implements MailboxRequest {}

    /**
     * Puts a letter into a user's mailbox.
     *
     * @param token the put token that the user gave to the asker, if any
     */
    record PutLetter(UserName user, Letter letter, Optional<PutToken> token) implements MailboxRequest {
        public PutLetter {
            Objects.requireNonNull(user);
            Objects.requireNonNull(letter);
            Objects.requireNonNull(token);
        }
    }

    /**
     * Asks for a letter in the asker's mailbox.
     *
     * @param after the letter behind which it is; empty for the oldest
     */
    record FetchLetters(Optional<MessageId> after) implements MailboxRequest {}

    /** Deletes letters from the asker's mailbox; 1 to {@value #MAX_ENTRIES}. */
    record DropLetters(List<MessageId> ids) implements MailboxRequest {
        public DropLetters {
            ids = entries(ids);
        }
    }

    /**
     * Lets the bearer of a token have letters in the asker's mailbox.
     *
     * @param hash of the token, as {@link PutToken#hash}
     * @param quota the most letters, 0 to {@value #MAX_QUOTA}; 0 revokes the token
     */
    record AllowMail(String hash, int quota) implements MailboxRequest {
        /** @throws IllegalArgumentException if a value breaks its rule */
        public AllowMail {
            if (!hash.matches("[0-9a-f]{32}") || quota < 0 || quota > MAX_QUOTA) {
                throw new IllegalArgumentException("hash or quota " + quota);
            }
        }
    }

    private static <T> List<T> entries(List<T> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " entries");
        }
        return List.copyOf(entries);
    }
}
