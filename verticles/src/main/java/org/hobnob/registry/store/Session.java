package org.hobnob.registry.store;

import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who is logged in where: a user has one at most.
 *
 * @param contact how others reach the user; its rooms are not stored here
 * @param node which registry holds the connection
 * @param session names the login
 * @param epoch counts the user's logins while one follows another without a gap, so that late news can be told
 */
public record Session(Contact contact, String node, SessionId session, long epoch) {
    public UserName user() {
        return contact.user();
    }
}
