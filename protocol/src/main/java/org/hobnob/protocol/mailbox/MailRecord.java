package org.hobnob.protocol.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What a peer must remember of mailboxes across restarts (SPEC 13 and 14). */
public sealed interface MailRecord {
    /** Returns the key under which it is stored; a later record with the same key replaces it. */
    String key();

    /**
     * The private key of a prekey that the user has left at the registry.
     *
     * @param id that of the prekey
     * @param privateKey 64 hex digits
     * @param prekey the prekey itself
     */
    record PrivateKey(String id, String privateKey, Prekey prekey) implements MailRecord {
        /** @throws IllegalArgumentException if the key is not 64 hex digits */
        public PrivateKey {
            Objects.requireNonNull(prekey);
            if (!privateKey.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a private key");
            }
        }

        @Override
        public String key() {
            return keyOf(id);
        }

        private static String keyOf(String id) {
            return "prekey " + id;
        }

        @Override
        public String toString() {
            return "PrivateKey[" + id + "]";
        }
    }

    /**
     * A one-time prekey whose letter was taken. It stands where the private key stood.
     *
     * @param at when, in milliseconds since 1970
     */
    record Spent(String id, long at) implements MailRecord {
        @Override
        public String key() {
            return PrivateKey.keyOf(id);
        }
    }

    /**
     * How far the messages to a contact are in the mailbox.
     *
     * @param through the highest number that was put
     * @param letters the ids of the letters with the last numbers, that of {@code through} last
     */
    record Posted(UserName contact, LogId log, long through, List<MessageId> letters) implements MailRecord {
        public Posted {
            letters = List.copyOf(letters);
        }

        @Override
        public String key() {
            return keyOf(contact);
        }

        static String keyOf(UserName contact) {
            return "posted " + contact.folded();
        }
    }

    /**
     * A receipt that is to be put into a contact's mailbox. Each has a key of its own, so that one that was put is deleted
     * without the next, which may be written at the same moment.
     */
    record Owed(UserName contact, LetterItem.Receipt receipt) implements MailRecord {
        @Override
        public String key() {
            return "owed " + contact.folded() + " " + receipt.log() + " " + receipt.through();
        }
    }

    /** A put token that the registry has the hash of, for the next contact who needs one. */
    record Spare(PutToken token) implements MailRecord {
        /** The key of the one such record. */
        public static final String KEY = "spare";

        @Override
        public String key() {
            return KEY;
        }
    }

    /** A put token that counts no longer, until the registry knows. */
    record Revoked(PutToken token) implements MailRecord {
        @Override
        public String key() {
            return "revoked " + token.hash();
        }
    }

    /**
     * The put tokens between the user and a contact.
     *
     * @param own lets the contact put letters into the user's mailbox; the registry has its hash
     * @param theirs lets the user put letters into the contact's mailbox
     * @param blocked whether the user has blocked the contact, who gets no token then
     */
    record Tokens(UserName contact, Optional<PutToken> own, Optional<PutToken> theirs, boolean blocked)
            implements MailRecord {
        @Override
        public String key() {
            return "tokens " + contact.folded();
        }
    }

    /** What concerns the mailboxes that a friend's peer keeps, and not those of the registry. */
    record At(UserName keeper, MailRecord record) implements MailRecord {
        @Override
        public String key() {
            return keyOf(keeper, record.key());
        }

        /** Returns the key of a record that has this key by itself. */
        public static String keyOf(UserName keeper, String key) {
            return "at " + keeper.folded() + " " + key;
        }
    }

    /** At whose peer a contact's letters also wait. */
    record KeptAt(UserName contact, UserName keeper) implements MailRecord {
        @Override
        public String key() {
            return "kept-at " + contact.folded();
        }
    }
}
