package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;

/**
 * A member of a room (SPEC 4.4).
 *
 * @param user the member
 * @param contact how to reach the user; empty while the user is offline and the membership is kept
 */
public record Member(UserName user, Optional<Contact> contact) {
    /** @throws IllegalArgumentException if the contact belongs to another user */
    public Member {
        Objects.requireNonNull(user);
        if (contact.isPresent() && !contact.get().user().equals(user)) {
            throw new IllegalArgumentException("another user's contact");
        }
    }
}
