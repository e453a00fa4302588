package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;

/**
 * One place in a room (SPEC 4.4).
 *
 * @param user who holds it
 * @param contact where to reach the user; empty while the user is offline and the place is kept
 */
public record Member(UserName user, Optional<Contact> contact) {
    /** @throws IllegalArgumentException where the contact is another user's */
    public Member {
        Objects.requireNonNull(user);
        if (contact.isPresent() && !contact.get().user().equals(user)) {
            throw new IllegalArgumentException("another user's contact");
        }
    }
}
