package org.hobnob.registry.store;

import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * A login. A user has at most one.
 *
 * @param contact how others reach the user; its rooms are not stored here
 * @param node the registry that holds the connection
 * @param session identifies the login
 * @param epoch counts the user's sessions of which each replaced the one before, so that late news can be recognised
 */
public record Session(Contact contact, String node, SessionId session, long epoch) {
    public UserName user() {
        return contact.user();
    }
}
