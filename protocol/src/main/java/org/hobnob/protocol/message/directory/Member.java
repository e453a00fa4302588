package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * A member of a room (SPEC 4.4).
 *
 * @param user the member
 * @param contact how to reach the user; empty while the user is offline and the membership is kept
 * @param key the public key of the login that holds the place; of a member with a contact, the contact's
 */
public record Member(UserName user, Optional<Contact> contact, Optional<PublicKey> key) {
    /** @throws IllegalArgumentException if the contact belongs to another user or has another key */
    public Member {
        Objects.requireNonNull(user);
        Objects.requireNonNull(key);
        if (contact.isPresent() && !contact.get().user().equals(user)) {
            throw new IllegalArgumentException("another user's contact");
        }
        if (contact.isPresent() && !contact.get().key().equals(key)) {
            throw new IllegalArgumentException("another key than the contact's");
        }
    }

    /** Creates a member with its contact, or an absent member without a key. */
    public Member(UserName user, Optional<Contact> contact) {
        this(user, contact, contact.flatMap(Contact::key));
    }

    /** Creates an absent member. */
    public static Member absent(UserName user, Optional<PublicKey> key) {
        return new Member(user, Optional.empty(), key);
    }
}
