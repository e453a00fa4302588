package org.hobnob.protocol.mailbox.keeper;

import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What a keeper must remember across restarts. */
public sealed interface KeptRecord {
    /** Returns the key under which it is stored; a later record with the same key replaces it. */
    String key();

    /** Which letters are in a user's mailbox, and which tokens are allowed. */
    record OfBox(Box box) implements KeptRecord {
        @Override
        public String key() {
            return keyOf(box.user());
        }

        static String keyOf(UserName user) {
            return "box " + user.folded();
        }
    }

    /** The prekeys that a user has left. */
    record OfShelf(PrekeyShelf shelf) implements KeptRecord {
        @Override
        public String key() {
            return keyOf(shelf.user());
        }

        static String keyOf(UserName user) {
            return "shelf " + user.folded();
        }
    }

    /** A letter. */
    record OfLetter(StoredLetter letter) implements KeptRecord {
        @Override
        public String key() {
            return keyOf(letter.id());
        }

        static String keyOf(MessageId id) {
            return "letter " + id.hex();
        }
    }
}
