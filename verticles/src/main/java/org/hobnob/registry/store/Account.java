package org.hobnob.registry.store;

import org.hobnob.protocol.message.value.UserName;

/**
 * An account at rest.
 *
 * @param user as first written
 * @param phc the PHC string of the password
 * @param epoch raised by what makes earlier resume tokens void
 */
public record Account(UserName user, String phc, long epoch) {
    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
