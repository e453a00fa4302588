package org.hobnob.registry.gateway;

import java.util.function.Supplier;
import org.hobnob.protocol.message.Reply;

/**
 * Those who answer requests.
 *
 * @param greeting the answer to a hello
 */
record Services(Supplier<Reply> greeting, Logins logins, AuthClient auth, PresenceClient presence, RoomsClient rooms) {}
