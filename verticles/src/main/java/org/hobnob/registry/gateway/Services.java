package org.hobnob.registry.gateway;

import java.util.function.Supplier;
import org.hobnob.protocol.message.Reply;

/**
 * The services that answer requests.
 *
 * @param greeting supplies the reply to hello
 */
record Services(Supplier<Reply> greeting, Logins logins, AuthClient auth, PresenceClient presence, RoomsClient rooms) {}
