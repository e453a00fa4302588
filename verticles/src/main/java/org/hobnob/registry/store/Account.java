package org.hobnob.registry.store;

import org.hobnob.protocol.message.value.UserName;

/**
 * A stored account.
 *
 * @param user the name as it was registered
 * @param phc the PHC string of the password hash
 * @param epoch raised to revoke all earlier resume tokens
 */
public record Account(UserName user, String phc, long epoch) {
    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
